import { describe, expect, it } from '@jest/globals';
import { recordingLog } from '@skald/testing';
import { nestLogger } from './nest-logger.js';

describe('what Nest says', () => {
  it('goes to our log with its context', () => {
    const log = recordingLog();
    const logger = nestLogger(log);
    logger.log('started', 'NestFactory');
    logger.warn('careful');
    logger.error('broken', 'Error: broken\n    at x', 'Router');
    logger.error(new TypeError('thrown'));
    expect(log.entries).toEqual([
      { level: 'info', message: 'started', fields: { context: 'NestFactory' } },
      { level: 'warn', message: 'careful', fields: {} },
      { level: 'error', message: 'broken', fields: { context: 'Router', stack: 'Error: broken\n    at x' } },
      { level: 'error', message: 'thrown', fields: { stack: expect.stringContaining('TypeError: thrown') } },
    ]);
  });
});
