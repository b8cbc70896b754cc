import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TimerQueue } from './timer-queue.js';

describe('the timer queue', () => {
  it('gives the earliest that holds, and of one instant the one armed first', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(9), holds: fc.boolean() })), fc.nat(20), (timers, sweepAfter) => {
        const queue = new TimerQueue();
        const holding = new Map<string, number>();
        timers.forEach(({ at, holds }, i) => {
          queue.arm(`t${i}`, at);
          if (holds) holding.set(`t${i}`, at);
          if (i === sweepAfter) queue.sweep((key, fireAt) => holding.get(key) === fireAt);
        });
        const order: string[] = [];
        for (;;) {
          const key = queue.earliest((k, fireAt) => holding.get(k) === fireAt);
          if (key === undefined) break;
          order.push(key);
          holding.delete(key);
        }
        const expected = timers
          .map(({ at, holds }, i) => ({ at, holds, key: `t${i}` }))
          .filter(({ holds }) => holds)
          .sort((a, b) => a.at - b.at)
          .map(({ key }) => key);
        expect(order).toEqual(expected);
        expect(queue.size).toBe(0);
      }),
    );
  });

  it('keeps its order when what does not hold is thrown away', () => {
    const queue = new TimerQueue();
    for (const at of [5, 3, 4, 1, 2, 6]) queue.arm(`t${at}`, at);
    queue.sweep((_, at) => at !== 4);
    const order: string[] = [];
    const holds = (key: string): boolean => !order.includes(key);
    for (let key = queue.earliest(holds); key !== undefined; key = queue.earliest(holds)) order.push(key);
    expect(order).toEqual(['t1', 't2', 't3', 't5', 't6']);
  });
});
