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
      repeated: () => undefined,
      deadLettered: () => undefined,
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

  it('[duplicate-result] a repeat is counted and told at debug level; what is forged or unreadable is counted with its reason', async () => {
    const repeats: string[] = [];
    const dead: string[] = [];
    const meter = {
      ...{ turned: () => undefined, replayed: () => undefined, timerFired: () => undefined },
      repeated: (saga: string) => void repeats.push(saga),
      deadLettered: (topic: string, reason: string) => void dead.push(`${topic} ${reason}`),
    };
    const world = new World();
    world.answer = () => undefined;
    await world.open([shop], { meter });
    await world.send(start);
    const result = { type: 'completed', run: 0, activityId: 'reserve', operation: 'execute', attempt: 1, output: 1 };
    for (let n = 0; n < 3; n += 1) await world.report(result);
    expect(repeats).toEqual(['shop', 'shop']);
    expect(world.log.messages('debug')).toEqual(['a repeat changed nothing', 'a repeat changed nothing']);
    expect((await world.history()).filter((type) => type === 'ActivityCompleted')).toHaveLength(1);
    expect(dead).toEqual([]);

    await world.report({ ...result, activityId: 'never' });
    await world.raw('saga.requests', 'order-42', '{');
    expect(dead).toEqual(['saga.results UNKNOWN_ACTIVITY', 'saga.requests NOT_JSON']);
    expect(world.deadLetters).toHaveLength(2);
  });
});
