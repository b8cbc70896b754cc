import { describe, expect, it } from '@jest/globals';

import { virtualClock } from './virtual-clock.js';

describe('the virtual clock', () => {
  it('fires timers in order of their instants, then of their setting', async () => {
    const clock = virtualClock(0);
    const fired: string[] = [];
    clock.after(20, () => fired.push(`c@${clock.now()}`));
    clock.after(10, () => fired.push(`a@${clock.now()}`));
    clock.after(10, () => fired.push(`b@${clock.now()}`));
    await clock.advance(15);
    expect(fired).toEqual(['a@10', 'b@10']);
    expect(clock.now()).toBe(15);
    await clock.advance(5);
    expect(fired).toEqual(['a@10', 'b@10', 'c@20']);
  });

  it('lets everything settle between two timers, also what sets new ones', async () => {
    const clock = virtualClock(0);
    const seen: string[] = [];
    clock.after(10, () => {
      void clock
        .settled()
        .then(() => clock.settled())
        .then(() => clock.after(5, () => seen.push(`inner@${clock.now()}`)));
    });
    clock.after(20, () => seen.push(`outer@${clock.now()}`));
    await clock.advance(30);
    expect(seen).toEqual(['inner@15', 'outer@20']);
  });

  it('forgets a timer that was cancelled', async () => {
    const clock = virtualClock(0);
    const fired: string[] = [];
    const cancel = clock.after(10, () => fired.push('never'));
    cancel();
    await clock.advance(1_000_000_000_000);
    expect(fired).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it('fires once what became due while it slept', async () => {
    const clock = virtualClock(0);
    const fired: string[] = [];
    const every = (): unknown => clock.after(10, () => (fired.push(`tick@${clock.now()}`), every()));
    every();
    clock.after(5, () => fired.push(`once@${clock.now()}`));
    await clock.oversleep(1_000_000);
    expect(fired).toEqual(['once@1000000', 'tick@1000000']);
    expect(clock.timers).toBe(1);
  });

  it('fires nothing while somebody holds the thread, and never goes back', async () => {
    const clock = virtualClock(0);
    const fired: string[] = [];
    clock.after(10, () => (fired.push(`a@${clock.now()}`), clock.hold(100)));
    clock.after(20, () => fired.push(`b@${clock.now()}`));
    const before = clock.elapsed();
    clock.hold(15);
    expect([fired, clock.elapsed() - before]).toEqual([[], 15]);
    await clock.advance(5);
    expect(fired).toEqual(['a@15', 'b@115']);
    expect(clock.now()).toBe(115);
  });
});
