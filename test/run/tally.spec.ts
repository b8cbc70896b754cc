import { describe, expect, it } from '@jest/globals';
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
    expect(exitCode(onePassed, false)).toBe(0);
    expect(exitCode(sum([onePassed, oneFailed]), false)).toBe(1);
    expect(exitCode(nothing, false)).toBe(1);
  });

  it('fails in CI, and only there, when something was skipped', () => {
    const tally = { passed: 3, failed: 0, skipped: 1 };
    expect([exitCode(tally, false), exitCode(tally, true)]).toEqual([0, 1]);
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
