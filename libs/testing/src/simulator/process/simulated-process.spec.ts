import { describe, expect, it } from '@jest/globals';
import { recordingLog } from '../../virtual/recording-log.js';
import { Kernel } from '../kernel/kernel.js';
import { Random } from '../kernel/random.js';
import { Trace } from '../kernel/trace.js';
import type { Fate } from './fates.js';
import { SimulatedProcess } from './simulated-process.js';

const lost = (): Error => new Error('nobody knows');

function world(...fates: readonly Fate[]) {
  const left = [...fates];
  const trace = new Trace(100);
  const kernel = new Kernel(new Random(1), trace);
  const crashes: number[] = [];
  const process = new SimulatedProcess({
    kernel,
    fates: { of: () => left.shift() ?? { kind: 'answered', there: 1, back: 1 } },
    name: 'p',
    seed: 1,
    log: recordingLog(),
    clockOffsetMs: 0,
    onCrash: () => crashes.push(kernel.now),
  });
  const begin = kernel.now;
  return { kernel, process, trace, crashes, begin, run: (ms: number) => kernel.run(begin + ms) };
}

describe('a simulated process', () => {
  it('gets its answer after the way there and back', async () => {
    const { process, kernel, begin, run } = world({ kind: 'answered', there: 3, back: 4 });
    const at: number[] = [];
    void process
      .call('store', 'read', () => kernel.now - begin, lost)
      .then((done) => at.push(done, kernel.now - begin));
    await run(100);
    expect(at).toEqual([3, 7]);
  });

  it('is told of a loss, whether the call was done or not', async () => {
    const { process, run } = world({ kind: 'lost', toldAfter: 5 }, { kind: 'answer-lost', there: 1, toldAfter: 5 });
    let done = 0;
    const outcomes = Promise.allSettled([
      process.call('store', 'write', () => done++, lost),
      process.call('store', 'write', () => done++, lost),
    ]);
    await run(100);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(done).toBe(1);
  });

  it.each([
    { when: 'before' as const, done: 0 },
    { when: 'done' as const, done: 1 },
    { when: 'after' as const, done: 1 },
  ])('crashes $when its call, and nothing of it runs any more', async ({ when, done: expected }) => {
    const { process, crashes, run } = world({ kind: 'crash', when, there: 1, back: 1 });
    let done = 0;
    let after = 0;
    process.clock.after(50, () => after++);
    void process.call('store', 'write', () => done++, lost).then(() => after++);
    await run(100);
    expect({ done, after, crashes: crashes.length, alive: process.alive }).toEqual({
      done: expected,
      after: 0,
      crashes: 1,
      alive: false,
    });
  });

  it('does what it had to do all at once after a pause', async () => {
    const { process, kernel, begin, run } = world();
    const at: number[] = [];
    for (const ms of [10, 20, 200]) process.clock.after(ms, () => at.push(kernel.now - begin));
    process.pause(100);
    await run(300);
    expect(at).toEqual([100, 100, 200]);
  });

  it('does not run what it has cancelled, paused or not', async () => {
    const { process, run } = world();
    let ran = 0;
    const cancel = process.clock.after(10, () => ran++);
    process.pause(100);
    process.clock.after(100, cancel);
    process.clock.after(5, cancel);
    await run(300);
    expect(ran).toBeLessThanOrEqual(1);
  });

  it('runs the same way for the same seed', async () => {
    const digests = [];
    for (let i = 0; i < 2; i++) {
      const { process, trace, run } = world();
      for (let n = 0; n < 20; n++) process.clock.after(10, () => process.clock.after(n, () => undefined));
      await run(100);
      digests.push(trace.digest);
    }
    expect(digests[0]).toBe(digests[1]);
  });
});
