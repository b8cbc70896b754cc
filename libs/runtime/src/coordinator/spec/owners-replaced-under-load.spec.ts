import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';
import type { Coordinator } from '../options.js';
import { Mortal } from './mortal.for-spec.js';
import { reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const fifty: SagaDefinition = {
  contract: defineSaga('fifty', { input: z.null(), output: z.int() }),
  version: 1,
  options: {},
  async run(ctx) {
    for (let n = 0; n < 50; n += 1) {
      await ctx.activity(reserve, n);
      await ctx.timer('100ms');
    }
    return 50;
  },
};

interface Owner {
  readonly coordinator: Coordinator;
  readonly mortal: Mortal;
}

/** Three coordinators share eight partitions. */
async function threeOwners(saga: SagaDefinition): Promise<{ world: World; owners: Owner[]; begin(): Promise<Owner> }> {
  const world = new World();
  world.partitions = 8;
  const first = new Mortal(world);
  await world.open([saga], first.ports);
  const begin = async (): Promise<Owner> => {
    const mortal = new Mortal(world);
    return { mortal, coordinator: await world.another([saga], mortal.ports) };
  };
  const owners = [{ mortal: first, coordinator: world.coordinator }, await begin(), await begin()];
  return { world, owners, begin };
}

describe('three coordinators', () => {
  it('R4 that are restarted one by one under load lose nothing, and do nothing a second time', async () => {
    const { world, owners, begin } = await threeOwners(shop);
    const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 10 } });
    const names: string[] = [];
    // A hundred sagas a second; a coordinator is told to end after each second.
    for (let second = 0; second < 4; second += 1) {
      const leaves = owners[second]?.coordinator.drain(30_000);
      for (let n = 0; n < 10; n += 1) {
        const some = Array.from({ length: 10 }, () => `order-${names.push('') - 1}`);
        await world.bus.publish(some.map((key) => ({ topic: 'saga.requests', key, value })));
        await world.clock.advance(100);
      }
      await leaves;
      if (second < 3) await begin();
    }
    await world.clock.advance(10_000);

    const all = names.map((_, n) => `default/order-${n}`);
    const ended = await world.store.instances.find(all);
    expect(ended.filter((one) => one?.status !== 'completed')).toEqual([]);
    expect(world.commands).toHaveLength(3 * names.length);
    expect(new Set(world.commands.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3 * names.length);
    expect(world.deadLetters).toEqual([]);
  });

  it('K9 of which one is killed and replaced every 200 ms bring a run of fifty steps to its end', async () => {
    const { world, owners, begin } = await threeOwners(fifty);
    await world.send({ type: 'start', saga: 'fifty', input: null });
    let replaced = 0;
    for (; replaced < 60; replaced += 1) {
      const { mortal, coordinator } = owners.shift()!;
      mortal.die();
      const left = coordinator.drain(0);
      owners.push(await begin());
      await world.clock.advance(190);
      await left;
      if ((await world.status()) === 'completed') break;
    }

    expect(await world.status()).toBe('completed');
    expect(replaced).toBeGreaterThan(10);
    expect(new Set(world.commands.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(50);
    const turns = await world.store.journal.page('default/order-42', -1, 1_000);
    expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_, n) => n));
  });
});
