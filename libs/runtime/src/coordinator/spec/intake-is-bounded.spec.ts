import { describe, expect, it } from '@jest/globals';
import { FaultyJournal } from './faults.for-spec.js';
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
});
