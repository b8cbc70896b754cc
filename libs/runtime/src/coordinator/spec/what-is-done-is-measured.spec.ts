import { describe, expect, it } from '@jest/globals';
import type { Turn } from '@skald/engine';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('what a coordinator does is measured', () => {
  it('turns that are durable, replays with their length, timers with their lateness', async () => {
    const turns: Turn[] = [];
    const replays: [string, number][] = [];
    const late: number[] = [];
    const meter = {
      turned: (turn: Turn) => void turns.push(turn),
      replayed: (saga: string, _: number, events: number) => void replays.push([saga, events]),
      timerFired: (seconds: number) => void late.push(seconds),
    };
    const world = new World();
    world.answer = ({ activityId, attempt }) =>
      activityId === 'charge' && attempt === 1
        ? { type: 'failed', error: { type: 'Busy', message: 'busy' } }
        : { type: 'completed', output: null };
    await world.open([shop], { meter, cacheBytes: 0 });
    await world.send(start);
    expect(late).toEqual([]);
    expect(world.coordinator.health().timers).toBe(1);
    await world.clock.advance(5_000);

    expect(await world.status()).toBe('completed');
    expect(turns.flatMap(({ events }) => events.map(({ type }) => type))).toEqual(await world.history());
    expect(late).toEqual([expect.any(Number)]);
    expect(late[0]).toBeLessThan(1);
    expect(replays.length).toBeGreaterThan(2);
    expect(new Set(replays.map(([saga]) => saga))).toEqual(new Set(['shop']));
  });
});
