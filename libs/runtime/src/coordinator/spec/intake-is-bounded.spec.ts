import { describe, expect, it } from '@jest/globals';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

describe('back-pressure', () => {
  it('pauses the partitions when the store is slower than the senders, and loses nothing', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    await world.open([shop], { journal, maxWaiting: 10 });
    journal.failBefore = 3;
    const names = Array.from({ length: 200 }, (_, i) => `flood-${i}`);
    const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 10 } });
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
    await world.clock.advance(60_000);

    for (const name of names) expect(await world.status(name)).toBe('completed');
    expect(world.coordinator.health().waiting).toBe(0);
  });

  const flood = Array.from({ length: 6_000 }, (_, i) => `flood-${i}`);
  /** How many records the bus has handed over. */
  const counting = (world: World) => {
    const bus = new FaultyBus(world.bus);
    const handed = { records: 0 };
    bus.subscribe = (options, handlers) =>
      world.bus.subscribe(options, {
        ...handlers,
        records: (generation, records) => {
          handed.records += records.length;
          handlers.records(generation, records);
        },
      });
    return { bus, handed };
  };

  it('holds for many instances with one record each: nothing more is taken in while the store is away', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const { bus, handed } = counting(world);
    await world.open([shop], { journal, bus, maxWaiting: 100 });
    journal.hang = true;
    const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 10 } });
    await world.bus.publish(flood.map((key) => ({ topic: 'saga.requests', key, value })));
    await world.clock.advance(10_000);

    expect(handed.records).toBeLessThanOrEqual(2_000);
  });

  it('M6 holds for large records by their bytes: few of them are taken in while the store is away', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const { bus, handed } = counting(world);
    await world.open([shop], { journal, bus, intakeBytes: 1_000_000 });
    journal.hang = true;
    const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 10, note: 'x'.repeat(100_000) } });
    for (const key of flood.slice(0, 200)) {
      await world.bus.publish([{ topic: 'saga.requests', key, value }]);
      await world.clock.advance(10);
    }
    expect(handed.records).toBeLessThanOrEqual(20);
  });

  it('holds for what goes to the dead letters while the bus takes nothing', async () => {
    const world = new World();
    const { bus, handed } = counting(world);
    await world.open([shop], { bus, maxWaiting: 100 });
    bus.hang = true;
    await world.bus.publish(flood.map((key) => ({ topic: 'saga.requests', key, value: '{' })));
    await world.clock.advance(10_000);

    expect(handed.records).toBeLessThanOrEqual(2_000);
  });

  it('holds for timers that are due at once', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    let asked = 0;
    const read = journal.read;
    await world.open([shop], { maxWaiting: 20, journal, cacheBytes: 0 });
    const names = flood.slice(0, 300);
    const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    for (let i = 0; i < names.length; i += 20) {
      await world.bus.publish(names.slice(i, i + 20).map((key) => ({ topic: 'saga.requests', key, value })));
      await world.clock.advance(1_000);
    }
    const drained = world.coordinator.drain(1_000);
    await world.clock.advance(2 * 86_400_000);
    await drained;
    journal.read = (questions) => {
      asked = Math.max(asked, questions.length);
      return read(questions);
    };
    await world.boot([shop], { maxWaiting: 20, journal, cacheBytes: 0 });
    await world.clock.advance(60_000);

    for (const name of names) expect(await world.status(name)).toBe('compensated');
    expect(asked).toBeLessThanOrEqual(30);
  });
});
