import { describe, expect, it } from '@jest/globals';
import { skippable, Unavailable } from '../../docker/services/unavailable.ts';
import { tallyOf } from './jest-stage.ts';
import { exitCode, nothing, oneFailed, onePassed, sum, told } from './tally.ts';

const report = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

describe('the test command', () => {
  it('ends with one line, which names skipped tests only where there are some', () => {
    expect(told(sum([onePassed, oneFailed, onePassed]))).toBe('2 passed, 1 failed');
    expect(told({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('fails when something failed, or when nothing was tried', () => {
    expect(exitCode(onePassed)).toBe(0);
    expect(exitCode({ ...onePassed, skipped: 1 })).toBe(0);
    expect(exitCode(sum([onePassed, oneFailed]))).toBe(1);
    expect(exitCode({ ...nothing, skipped: 1 })).toBe(1);
  });

  it('lets a missing server be skipped, and in CI fail', () => {
    const ci = process.env['CI'];
    try {
      process.env['CI'] = '';
      expect(skippable(new Unavailable('no Java'))).toBe('no Java');
      expect(() => skippable(new Error('a fault'))).toThrow('a fault');
      process.env['CI'] = 'true';
      expect(() => skippable(new Unavailable('no Java'))).toThrow('no Java');
    } finally {
      if (ci === undefined) delete process.env['CI'];
      else process.env['CI'] = ci;
    }
  });

  it('counts a file that could not be loaded as failed', () => {
    expect(tallyOf({ ...report, numRuntimeErrorTestSuites: 1 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('counts a run that failed without saying where as failed', () => {
    expect(tallyOf(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(tallyOf(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(tallyOf(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  it('counts what is skipped or only planned as skipped', () => {
    expect(tallyOf({ ...report, numPendingTests: 2, numTodoTests: 1 }, 0)).toEqual({
      passed: 5,
      failed: 0,
      skipped: 3,
    });
  });
});
