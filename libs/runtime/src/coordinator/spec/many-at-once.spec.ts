import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';
import { World } from './world.for-spec.js';

const sleeper: SagaDefinition<string, null> = {
  contract: defineSaga('sleeper', { input: z.iso.datetime(), output: z.null() }),
  version: 1,
  options: {},
  run: async (ctx, due) => {
    await ctx.timer(new Date(due));
    return null;
  },
};

const tick = defineActivity('inventory.tick', { input: z.string(), output: z.any() });
const long: SagaDefinition<number, number> = {
  contract: defineSaga('long', { input: z.int(), output: z.int() }),
  version: 1,
  options: {},
  run: async (ctx, activities) => {
    for (let n = 0; n < activities; n += 1) await ctx.activity(tick, `${n}`);
    return activities;
  },
};

const go = defineSignal('go', z.int());
/** So many activities, a thousand at a time; then a hundred signals. */
const wide: SagaDefinition<number, readonly number[]> = {
  contract: defineSaga('wide', { input: z.int(), output: z.array(z.int()), signals: [go] }),
  version: 1,
  options: {},
  run: async (ctx, activities) => {
    let done = 0;
    while (done < activities) {
      const some = Array.from({ length: 1_000 }, (_, n) => ctx.activity(tick, `${done + n}`));
      done += (await Promise.all(some)).length;
    }
    let sum = 0;
    for (let n = 0; n < 100; n += 1) sum += await ctx.receive(go);
    return [done, sum];
  },
};

const large: SagaDefinition<string, string> = {
  contract: defineSaga('large', { input: z.string(), output: z.string() }),
  version: 1,
  options: {},
  /** A megabyte of variables: its input, what it asked, what it heard and what it returns. */
  run: (ctx, input) => ctx.activity(tick, input) as Promise<string>,
};

async function startAll(world: World, saga: string, count: number, input: unknown): Promise<string[]> {
  const workflowIds = Array.from({ length: count }, (_, n) => `${saga}-${n}`);
  const value = JSON.stringify({ type: 'start', saga, input });
  await world.bus.publish(workflowIds.map((key) => ({ topic: 'saga.requests', key, value })));
  await world.clock.advance(1_000);
  return workflowIds;
}

async function statuses(world: World, workflowIds: readonly string[]): Promise<string[]> {
  const projections = await world.store.instances.find(workflowIds.map((id) => `default/${id}`));
  return [...new Set(projections.map((projection) => projection?.status ?? 'lost'))];
}

describe('many at once', () => {
  it('C5 timers of one instant all fire then, each once', async () => {
    const world = await new World().open([sleeper]);
    const due = new Date(world.clock.now() + 3_600_000).toISOString();
    const workflowIds = await startAll(world, 'sleeper', 10_000, due);
    await world.clock.advance(3_590_000);
    expect(await statuses(world, workflowIds)).toEqual(['running']);
    await world.clock.advance(15_000);
    expect(await statuses(world, workflowIds)).toEqual(['completed']);
    const fired = world.events.flatMap(({ events }) => events as { type: string }[]);
    expect(fired.filter(({ type }) => type === 'TimerFired')).toHaveLength(10_000);
    await world.coordinator.drain(1_000);
  }, 240_000);

  it('O6 long histories complete in a cache that holds none of them', async () => {
    const world = await new World().open([long], { cacheBytes: 1 });
    const workflowIds = await startAll(world, 'long', 5, 150);
    await world.clock.advance(60_000);
    expect(await statuses(world, workflowIds)).toEqual(['completed']);
    expect(world.commands).toHaveLength(5 * 150);
    await world.coordinator.drain(1_000);
  }, 240_000);

  it('O6 a history of ten thousand events is read a hundred times, and none of it is kept', async () => {
    const world = await new World().open([wide], { cacheBytes: 1 });
    const [workflowId] = await startAll(world, 'wide', 1, 5_000);
    await world.clock.advance(10_000);
    expect((await world.history(workflowId)).length).toBeGreaterThan(10_000);
    expect(world.coordinator.health().cached).toBe(0);
    for (let n = 1; n <= 100; n += 1) {
      await world.send({ type: 'signal', name: 'go', payload: n, signalId: `${n}` }, workflowId);
    }
    const [ended] = await world.store.instances.find([`default/${workflowId}`]);
    expect(ended).toMatchObject({ status: 'completed', output: [5_000, 5_050] });
    expect(world.coordinator.health().cached).toBe(0);
    await world.coordinator.drain(1_000);
  }, 240_000);

  it('O5 a megabyte of variables each, in payloads of the largest size, passes through two hundred instances', async () => {
    const world = await new World().open([large]);
    world.answer = (command) => ({ type: 'completed', output: command.type === 'execute' ? command.input : null });
    const input = 'x'.repeat(262_142);
    const workflowIds = await startAll(world, 'large', 200, input);
    await world.clock.advance(30_000);
    expect(await statuses(world, workflowIds)).toEqual(['completed']);
    for (const workflowId of workflowIds) {
      const [one] = await world.store.instances.find([`default/${workflowId}`]);
      expect(one?.output === input).toBe(true);
    }
    await world.coordinator.drain(1_000);
  }, 240_000);
});
