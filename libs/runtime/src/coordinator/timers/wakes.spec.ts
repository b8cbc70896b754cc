import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '@skald/testing';
import { Wakes } from './wakes.js';

describe('wake-ups in memory', () => {
  it('a row that the store has not replaced yet delays nothing', async () => {
    const clock = virtualClock(0);
    const woken: number[] = [];
    const wakes = new Wakes(
      clock,
      () => woken.push(clock.now()),
      () => true,
    );
    wakes.set('a', 1_000);
    wakes.found('a', 9_000);
    await clock.advance(1_000);
    expect(woken).toEqual([1_000]);
  });

  it('a row that is earlier than what is known wakes all the same', async () => {
    const clock = virtualClock(0);
    const woken: number[] = [];
    const wakes = new Wakes(
      clock,
      () => woken.push(clock.now()),
      () => true,
    );
    wakes.set('a', 9_000);
    wakes.found('a', 1_000);
    await clock.advance(1_000);
    expect(woken).toEqual([1_000]);
  });

  it('many at once are handed on as there is room', async () => {
    const clock = virtualClock(0);
    let room = 10;
    const woken: string[] = [];
    const wakes = new Wakes(
      clock,
      (instance) => {
        room -= 1;
        woken.push(instance);
      },
      () => room > 0,
    );
    for (let i = 0; i < 25; i++) wakes.set(`i${i}`, 1_000);
    await clock.advance(1_500);
    expect(woken).toHaveLength(10);
    room = 100;
    await clock.advance(1_000);
    expect(woken).toHaveLength(25);
    wakes.close();
    expect(clock.timers).toBe(0);
  });
});
