import { describe, expect, it } from '@jest/globals';
import type { Instances } from '@skald/ports';
import { UnreadableTurn } from '@skald/ports';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('closed instances', () => {
  it('are kept for their time and then removed, and open ones stay', async () => {
    const world = await new World().open([shop], { retentionMs: 3_600_000 });
    await world.send(start, 'closed');
    await world.send({ ...start, input: { total: 2_000 } }, 'open');
    await world.clock.advance(3_000_000);
    expect(await world.status('closed')).toBe('completed');
    await world.clock.advance(1_500_000);

    expect(await world.status('closed')).toBeUndefined();
    expect(await world.history('closed')).toEqual([]);
    expect(await world.status('open')).toBe('running');
  });

  it('that cannot be read stay, and hold up no other', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    journal.read = async (questions) => {
      if (questions.some(({ instance }) => instance === 'default/bad'))
        throw new UnreadableTurn('default/bad', 1, 'causes is no list');
      return world.store.journal.read(questions);
    };
    await world.open([shop], { retentionMs: 3_600_000, journal });
    await world.send(start, 'bad');
    await world.send(start, 'good');
    await world.clock.advance(5_000_000);
    expect([await world.status('bad'), await world.status('good')]).toEqual(['completed', undefined]);
    expect(world.log.entries).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ instance: 'default/bad' }) }),
    );
  });

  it('can be started anew under the same workflowId when they are gone', async () => {
    const world = await new World().open([shop], { retentionMs: 3_600_000 });
    await world.send(start);
    await world.clock.advance(5_000_000);
    await world.send(start);
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('completed');
    expect(await world.history()).toContain('SagaStarted');
  });
});

describe('what the sweeper finds expired', () => {
  const restart = { ...start, input: { total: 2_000 }, onExisting: 'restart-if-closed' };

  it('stays when it was started anew and its projection is not stored yet', async () => {
    const world = new World();
    const { instances } = world.store;
    let away = false;
    const slow: Instances = {
      save: (projections) => (away ? new Promise(() => undefined) : instances.save(projections)),
      park: (key, waitingFor) => instances.park(key, waitingFor),
      openByVersion: () => instances.openByVersion(),
      openByNamespace: (buckets) => instances.openByNamespace(buckets),
      find: (keys) => instances.find(keys),
      due: (question) => instances.due(question),
      parked: (question) => instances.parked(question),
      list: (filter, limit, cursor) => instances.list(filter, limit, cursor),
      open: (after, limit) => instances.open(after, limit),
      expired: (now, limit) => instances.expired(now, limit),
      remove: (keys) => instances.remove(keys),
    };
    await world.open([shop], { retentionMs: 3_600_000, instances: slow });
    await world.send(start);
    await world.clock.advance(3_000_000);
    away = true;
    await world.send(restart);
    await world.clock.advance(1_500_000);

    expect((await world.history()).filter((type) => type === 'SagaStarted')).toHaveLength(2);
  });

  it('stays when only its projection was left over from an earlier life', async () => {
    const world = await new World().open([shop], { retentionMs: 3_600_000 });
    await world.send(start);
    await world.clock.advance(1_000);
    // A sweeper died after it had removed the journal.
    await world.store.journal.remove(['default/order-42']);
    await world.drained();
    await world.boot([shop], { retentionMs: 3_600_000 });
    await world.send({ ...start, input: { total: 2_000 } });
    await world.clock.advance(5_000_000);

    expect(await world.history()).toContain('TimerStarted');
    expect(await world.status()).toBe('running');
    // The approval expires: its timer is known again.
    await world.clock.advance(2 * 86_400_000 - 4_000_000);
    expect(await world.history()).toContain('SagaCompensated');
  });
});
