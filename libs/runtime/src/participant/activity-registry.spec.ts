import { describe, expect, it } from '@jest/globals';
import { defineActivity } from '@skald/contracts';
import { z } from 'zod';
import { ActivityRegistry } from './activity-registry.js';

const execute = (): null => null;
const activity = (queue?: string | ((zone: string) => string)) =>
  defineActivity('web.call', { input: z.string(), output: z.null(), ...(queue !== undefined && { queue }) });

describe('the queues that a worker serves', () => {
  it('are those of its activities, and of all of their calls', () => {
    expect(new ActivityRegistry([{ contract: activity(), execute }]).queues).toEqual(['web']);
    expect(new ActivityRegistry([{ contract: activity('slow'), execute }]).queues).toEqual(['slow']);
  });

  it('are to be named where the input decides, also when a queue could be made of no input', () => {
    const handlers = [{ contract: activity((zone) => `web-${zone}`), execute }];
    expect(() => new ActivityRegistry(handlers)).toThrow(
      'activity web.call chooses its queue by its input: name the queues to be served',
    );
    expect(new ActivityRegistry(handlers, ['web-eu', 'web-us']).queues).toEqual(['web-eu', 'web-us']);
  });
});
