import { describe, expect, it } from '@jest/globals';
import { ProcessUnderTest } from './system/process-under-test.ts';

describe('saga code that lets go of a promise that fails', () => {
  it('A10 is told with its instance; the process lives, and the saga goes on as the others do', async () => {
    const running = new ProcessUnderTest('test/e2e/child/stray-saga.ts', {});

    expect(await running.ended).toBe(0);
    const told = running.output.seen.find((line) => line.includes('let go of a promise'));
    expect(told).toContain('"workflowId":"careless-1"');
    expect(running.output.seen.slice(-2)).toEqual(['result careful-1 served', 'result careless-1 served']);
    expect(running.output.seen.filter((line) => line.includes('let go of a promise'))).toHaveLength(1);
  });
});
