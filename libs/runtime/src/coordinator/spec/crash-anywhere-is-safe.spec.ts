import { describe, expect, it } from '@jest/globals';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const whole = ['execute reserve', 'execute charge', 'execute ship'];
const distinct = (world: World): string[] => [...new Set(world.commands.map((c) => `${c.type} ${c.activityId}`))];

describe('a crash anywhere is safe (V1, V4)', () => {
  it('nothing leaves before its turn is durable', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    journal.hang = true;
    await world.open([shop], { journal });
    await world.send(start);

    expect(world.commands).toEqual([]);
    expect(world.events).toEqual([]);
  });

  it('what was decided and not stored is decided again by the next process', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    journal.hang = true;
    await world.open([shop], { journal });
    await world.send(start);
    const drained = world.coordinator.drain(10);
    await world.clock.advance(100);
    await drained;
    await world.boot([shop]);
    await world.clock.advance(1_000);

    expect(distinct(world)).toEqual(whole);
    expect(await world.status()).toBe('completed');
  });

  it('what was stored and not sent is sent by the next process, the same to the byte', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    await world.open([shop], { bus });
    bus.failAfter = 1;
    bus.hang = false;
    await world.send(start);
    await world.clock.advance(10_000);
    const values = bus.published.filter((r) => r.topic === 'saga.events').map((r) => r.value);
    // Sent twice, because nobody knew that it had arrived.
    expect(values[0]).toBe(values[1]);
    expect(await world.status()).toBe('completed');
  });

  it('a process that dies between store and bus leaves its commands to the next one', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    await world.open([shop], { bus });
    bus.hang = true;
    await world.send(start);
    expect(world.commands).toEqual([]);
    const drained = world.coordinator.drain(10);
    await world.clock.advance(100);
    await drained;
    await world.boot([shop]);
    await world.clock.advance(1_000);

    expect(distinct(world)).toEqual(whole);
    expect(await world.status()).toBe('completed');
    expect(world.events.map((e) => e.seq)).toEqual([0, 1, 2, 3]);
  });

  it('M7 [commit-unknown] a commit whose reply is lost is not done twice', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    await world.open([shop], { journal });
    journal.failAfter = 2;
    await world.send(start);
    await world.clock.advance(10_000);

    expect(await world.status()).toBe('completed');
    expect(world.commands.map((c) => `${c.type} ${c.activityId}`)).toEqual(whole);
  });

  it('a store that is away for a while costs time only', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    await world.open([shop], { journal });
    journal.failBefore = 5;
    await world.send(start);
    expect(world.coordinator.health().ready).toBe(false);
    await world.clock.advance(60_000);

    expect(await world.status()).toBe('completed');
    expect(world.coordinator.health()).toMatchObject({ ready: true, problems: [] });
  });
});
