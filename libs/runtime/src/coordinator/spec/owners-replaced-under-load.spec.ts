import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { MessageBus } from '@skald/ports';
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

interface Owners {
  readonly world: World;
  /** As a client does. */
  readonly publish: MessageBus['publish'];
  readonly owners: Owner[];
  begin(): Promise<Owner>;
}

/** Three coordinators share eight partitions of a broker that takes its time: at any moment something is under way. */
async function threeOwners(saga: SagaDefinition): Promise<Owners> {
  const world = new World();
  world.partitions = 8;
  const publish = world.bus.publish.bind(world.bus);
  const first = new Mortal(world);
  await world.open([saga], first.ports);
  const begin = async (): Promise<Owner> => {
    const mortal = new Mortal(world);
    return { mortal, coordinator: await world.another([saga], mortal.ports) };
  };
  const owners = [{ mortal: first, coordinator: world.coordinator }, await begin(), await begin()];
  world.bus.publish = async (records) => {
    await new Promise<void>((resolve) => world.clock.after(20, resolve));
    return publish(records);
  };
  return { world, publish, owners, begin };
}

const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 10 } });

/** A hundred sagas a second. */
class Load {
  begun = 0;

  constructor(
    private readonly world: World,
    private readonly publish: MessageBus['publish'],
  ) {}

  get keys(): ReadonlySet<string> {
    return new Set(this.world.commands.map(({ idempotencyKey }) => idempotencyKey));
  }

  /** `midway` happens in the midst of it. */
  async second<T>(midway: () => T): Promise<{ readonly of: T }> {
    let of: T | undefined;
    for (let n = 0; n < 20; n += 1) {
      const names = Array.from({ length: 5 }, () => `order-${this.begun++}`);
      await this.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
      await this.world.clock.advance(45);
      if (n === 9) of = midway();
      await this.world.clock.advance(5);
    }
    return { of: of as T };
  }

  /** Everything completes. */
  async end(): Promise<void> {
    await this.world.clock.advance(10_000);
    const names = Array.from({ length: this.begun }, (_, n) => `default/order-${n}`);
    const ended = await this.world.store.instances.find(names);
    expect(ended.filter((one) => one?.status !== 'completed')).toEqual([]);
    expect(this.world.deadLetters).toEqual([]);
  }
}

describe('three coordinators', () => {
  it('R4 that are restarted one by one under load lose nothing, and no effect is effective twice', async () => {
    const { world, publish, owners, begin } = await threeOwners(shop);
    const load = new Load(world, publish);
    // A hundred sagas a second; a coordinator is told to end in each of the first three, and another one begins.
    for (let second = 0; second < 4; second += 1) {
      const leaves = await load.second(() => owners[second]?.coordinator.drain(30_000));
      await leaves.of;
      if (second < 3) await begin();
    }
    await load.end();

    const repeats = world.commands.length - 3 * load.begun;
    expect(load.keys.size).toBe(3 * load.begun);
    // Whom a newcomer takes partitions from has no time to say what is out already: participants know it by its key.
    expect(repeats).toBeLessThan(0.05 * world.commands.length);
  });

  it('R4 of which all but one end under load hand over everything that is out: nothing is said twice', async () => {
    const { world, publish, owners } = await threeOwners(shop);
    const load = new Load(world, publish);
    for (let second = 0; second < 2; second += 1) await load.second(() => owners[second]!.coordinator.drain(30_000));
    await load.end();

    expect(load.keys.size).toBe(3 * load.begun);
    expect(world.commands).toHaveLength(3 * load.begun);
  });

  it('K9 of which one is killed and replaced every 200 ms bring a run of fifty steps to its end', async () => {
    const { world, publish, owners, begin } = await threeOwners(fifty);
    const begun = JSON.stringify({ type: 'start', saga: 'fifty', input: null });
    await publish([{ topic: 'saga.requests', key: 'order-42', value: begun }]);
    await world.clock.advance(500);
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
