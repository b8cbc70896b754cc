import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import type { Custody, SubscriptionHandlers } from '@skald/ports';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { approve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const patient: SagaDefinition = {
  ...shop,
  async run(ctx) {
    await ctx.receive(approve);
    await ctx.timer('1 hour');
    return 'rested';
  },
};

describe('a partition that is lost', () => {
  it('M5 with an input that waited meanwhile: nothing of its instance is kept', async () => {
    const world = new World();
    const { custody } = world.store;
    const bus = new FaultyBus(world.bus);
    let handlers!: SubscriptionHandlers;
    bus.subscribe = (options, given) => {
      handlers = given;
      return world.bus.subscribe(options, given);
    };
    let answer = (): void => undefined;
    const slow: Custody = {
      take: (holder, partitions) =>
        new Promise((resolve) => (answer = () => resolve(custody.take(holder, partitions)))),
      giveBack: (holder, partitions) => custody.giveBack(holder, partitions),
      suspects: () => custody.suspects(),
      mark: (suspects) => custody.mark(suspects),
      clear: (instances) => custody.clear(instances),
    };
    await world.open([patient], { bus, custody: slow });
    await world.send(start);
    handlers.assigned(100, []);
    answer();
    await world.clock.advance(1_000);

    expect(await world.history()).toContain('SagaStarted');
    expect(world.coordinator.health().cached).toBe(0);
  });
});

describe('a partition that is lost and comes back', () => {
  it('with an instance at work meanwhile: its timers fire, whoever set them', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    let handlers!: SubscriptionHandlers;
    bus.subscribe = (options, given) => {
      handlers = given;
      return world.bus.subscribe(options, given);
    };
    await world.open([patient], { bus });
    bus.hang = false;
    let release = (): void => undefined;
    const publish = bus.publish.bind(bus);
    bus.publish = async (records) => {
      await new Promise<void>((resolve) => (release = resolve));
      return publish(records);
    };
    await world.send(start);
    // At work: durable, and not published yet.
    handlers.assigned(100, []);
    bus.publish = publish;
    release();
    await world.clock.advance(1_000);
    const elsewhere = await new World().open([]);
    const other = await elsewhere.another([patient], {
      journal: world.store.journal,
      instances: world.store.instances,
      topicEpoch: 1,
      group: 'other',
    });
    await elsewhere.send({ type: 'signal', name: 'approve', payload: { by: 'bo' } });
    expect(await world.history()).toContain('TimerStarted');
    const drained = other.drain(1_000);
    await elsewhere.clock.advance(2_000);
    await drained;
    const topics = ['saga.requests', 'saga.results'];
    handlers.assigned(
      101,
      topics.flatMap((topic) => [0, 1].map((partition) => ({ topic, partition }))),
    );
    await world.clock.advance(4_000_000);

    expect(await world.status()).toBe('completed');
  });

  it('with the commit of a lost partition: nothing is committed for it', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const bus = new FaultyBus(world.bus);
    let handlers!: SubscriptionHandlers;
    const commits: unknown[] = [];
    bus.subscribe = async (options, given) => {
      handlers = given;
      const subscription = await world.bus.subscribe(options, given);
      return Object.assign(Object.create(subscription) as typeof subscription, {
        commit: (_: number, offsets: readonly unknown[]) => Promise.resolve(void commits.push(...offsets)),
        pause: () => undefined,
        resume: () => undefined,
        stop: () => subscription.stop(),
      });
    };
    await world.open([shop], { bus, journal });
    journal.failBefore = 2;
    const sent = world.send(start);
    await world.clock.advance(20);
    handlers.assigned(100, []);
    await world.clock.advance(20_000);
    await sent;

    expect(await world.history()).toContain('SagaStarted');
    expect(commits).toEqual([]);
  });
});
