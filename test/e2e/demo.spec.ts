import { describe, expect, it } from '@jest/globals';
import { npmRun } from './system/npm-run.ts';

describe('npm run demo', () => {
  it('completes one order, undoes one, and resumes one after kill -9', async () => {
    const { code, output } = await npmRun('demo', []);

    expect(code).toBe(0);
    expect(output.match(/the saga is completed/g)).toHaveLength(2);
    expect(output).toContain('everything that was done is undone');
    expect(output).toMatch(/--- kill -9 \d+ ---\n.*the saga stands where it stood.*\n.*signal approve/);
    expect(output.split('\n').at(-1)).toBe('One order completed, one undone, one resumed after kill -9.');
  }, 60_000);
});
