import { describe, expect, it } from '@jest/globals';
import { family } from './family.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';
import { createCoordinator } from '../coordinator.js';
import type { Subscription, SubscriptionHandlers, MessageBus } from '@skald/ports';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { seededIds } from '@skald/testing';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('a coordinator that is told to end', () => {
  it('while it began: leaves no subscription behind', async () => {
    const world = await new World().open([shop]);
    let stopped = 0;
    let opens = (_: Subscription): void => undefined;
    const bus: MessageBus = {
      ...world.bus,
      subscribe: () => new Promise<Subscription>((resolve) => (opens = resolve)),
    };
    const { journal, instances, custody, versions } = world.store;
    const { clock, log } = world;
    const coordinator = createCoordinator({
      journal,
      instances,
      custody,
      versions,
      bus,
      clock,
      ids: seededIds(2),
      log,
      sagas: [shop],
    });
    const started = coordinator.start();
    await clock.quiet();
    const drained = coordinator.drain(1_000);
    await clock.advance(2_000);
    await drained;
    opens({
      pause: () => undefined,
      resume: () => undefined,
      commit: () => Promise.resolve(),
      stop: () => Promise.resolve(void (stopped += 1)),
    });
    await clock.quiet();
    await started;

    expect(stopped).toBe(1);
  });

  it('twice: ends once', async () => {
    const world = await new World().open([shop]);
    const journal = new FaultyJournal(world.store.journal);
    journal.hang = true;
    const [first, second] = [world.coordinator.drain(1_000), world.coordinator.drain(1_000)];
    await world.clock.advance(1_000);
    await Promise.all([first, second]);

    expect(world.coordinator.health().ready).toBe(false);
  });

  it('R2 [sigterm] takes nothing more in, also when the group assigns anew', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    let handlers!: SubscriptionHandlers;
    bus.subscribe = (options, given) => {
      handlers = given;
      return world.bus.subscribe(options, given);
    };
    const journal = new FaultyJournal(world.store.journal);
    await world.open([shop], { bus, journal });
    journal.hang = true;
    await world.send(start, 'hangs');
    const drained = world.coordinator.drain(5_000);
    await world.clock.advance(1_000);
    const before = world.coordinator.health().waiting;
    handlers.assigned(
      7,
      [0, 1].map((partition) => ({ topic: 'saga.requests', partition })),
    );
    await world.send(start, 'later');

    expect(world.coordinator.health().waiting).toBe(before);
    await world.clock.advance(5_000);
    await drained;
  });

  it('waits for what it has sent on, so that it is not sent on again', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    await world.open([shop], { bus });
    const publish = bus.publish.bind(bus);
    bus.publish = async (records) => {
      await new Promise<void>((resolve) => world.clock.after(300, resolve));
      return publish(records);
    };
    const wrong = 1 - world.bus.partitionOf('order-42', 2);
    const value = JSON.stringify({ ...start, type: 'signal', name: 'approve', payload: { by: 'ana' } });
    await world.bus.publish([{ topic: 'saga.requests', key: 'order-42', value, partition: wrong }]);
    await world.clock.advance(10);
    const drained = world.coordinator.drain(5_000);
    await world.clock.advance(6_000);
    await drained;
    bus.publish = publish;
    await world.boot([shop], { bus });
    await world.clock.advance(1_000);

    expect(bus.published.filter(({ topic }) => topic === 'saga.requests')).toHaveLength(1);
  });

  it('R2 waits for the start of a child that its last turn asked for; the next process needs not ask again', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    await world.open([family], { bus });
    const publish = bus.publish.bind(bus);
    bus.publish = async (records) => {
      await new Promise<void>((resolve) => world.clock.after(300, resolve));
      return publish(records);
    };
    const parent = { type: 'start', saga: 'family', input: { children: [{ workflowId: 'kid', holds: true }] } };
    await world.bus.publish([{ topic: 'saga.requests', key: 'order-42', value: JSON.stringify(parent) }]);
    await world.clock.advance(10);
    expect(await world.history()).toContain('ChildStarted');
    const drained = world.coordinator.drain(5_000);
    expect(bus.published).toEqual([]);
    await world.clock.advance(1_000);
    await drained;
    expect(bus.published.filter(({ topic }) => topic === 'saga.requests')).toHaveLength(1);
    bus.publish = publish;
    await world.boot([family], { bus });
    await world.clock.advance(1_000);

    expect(await world.status('kid')).toBe('completed');
    expect(await world.status()).toBe('completed');
    expect(bus.published.filter(({ topic }) => topic === 'saga.requests')).toHaveLength(1);
  });

  it('R2 without any time does not wait for what hangs, and loses none of it', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    await world.open([shop], { journal });
    journal.hang = true;
    await world.send(start);
    const before = world.clock.now();
    const drained = world.coordinator.drain(0);
    await world.clock.advance(0);
    await drained;
    expect(world.clock.now()).toBe(before);
    await world.boot([shop]);
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('completed');
  });

  it('R2 and to begin again meanwhile begins nothing: it leaves its group, and is not ready', async () => {
    const world = await new World().open([shop]);
    const drained = world.coordinator.drain(1_000);
    const again = world.coordinator.start();
    await world.clock.advance(1_000);
    await Promise.all([drained, again]);
    await world.send(start);

    expect(world.coordinator.health()).toMatchObject({ ready: false, problems: ['draining'] });
    expect(await world.history()).toEqual([]);
  });

  it('R3 [sigterm] with nothing to do ends at once, leaves no timer, and gives nothing up as failed', async () => {
    const world = await new World().open([shop]);
    await world.send(start);
    const before = world.clock.now();
    const drained = world.coordinator.drain(30_000);
    await world.clock.quiet();
    await drained;

    expect(world.clock.now()).toBe(before);
    expect(world.clock.timers).toBe(0);
    expect(world.log.entries.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});
