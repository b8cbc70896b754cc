import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import { encoded } from '../../builders/turn.js';
import { four, instance, kinds, one, seeds, world } from './mongo-world.for-spec.js';
import type { MongoOptions, ReadLevel } from './simulated-mongo.js';

describe('a failover of a simulated MongoDB', () => {
  it('takes back writes that no majority had, or keeps the first of them: nobody is told which', async () => {
    const seen = new Set<string>();
    for (const seed of seeds) {
      const { journal, server, valueOf, failureOf, run, history } = world({ seed, replicationMs: 100_000 });
      const appending = journal.append(encoded(...four));
      await run(2);
      server.failover();
      expect(await failureOf(appending)).toBeInstanceOf(StoreUnavailable);
      server.heal();
      const survivors = await history();
      expect(survivors).toEqual(four.slice(0, survivors.length));
      const again = kinds(await valueOf(journal.append(encoded(...four))));
      expect(again).toEqual(four.map((_, i) => (i < survivors.length ? 'conflict' : 'appended')));
      seen.add(survivors.length === 0 ? 'none' : survivors.length === four.length ? 'all' : 'some');
    }
    expect([...seen].sort()).toEqual(['all', 'none', 'some']);
  });

  it('says so in the several ways of the driver', async () => {
    const causes = new Set<string>();
    for (const seed of seeds) {
      const { journal, versions, server, valueOf, run } = world({ seed, replicationMs: 100_000 });
      const asking = Promise.allSettled([journal.append(one), versions.move({ saga: 'trip', version: 2 })]);
      await run(2);
      server.failover();
      for (const outcome of await valueOf<readonly PromiseSettledResult<unknown>[]>(asking)) {
        if (outcome.status === 'rejected') causes.add(outcome.reason.cause.name);
      }
    }
    expect([...causes].sort()).toEqual([
      'MongoBulkWriteError',
      'MongoNetworkError',
      'MongoNetworkTimeoutError',
      'MongoWriteConcernError',
    ]);
  });

  const lostBy = async (acknowledge: MongoOptions['acknowledge']) => {
    let lost = 0;
    for (const seed of seeds) {
      const { journal, server, valueOf, failureOf, run, history } = world({ seed, acknowledge });
      expect(kinds(await valueOf(journal.append(one)))).toEqual(['appended']);
      const underWay = journal.append(encoded(four[1]!));
      await run(2);
      server.failover();
      server.heal();
      await failureOf(underWay);
      if ((await history())[0]?.seq !== 0) lost++;
    }
    return lost;
  };

  it('keeps what a majority acknowledged', async () => {
    expect(await lostBy('majority')).toBe(0);
  });

  it('loses what was acknowledged in the weak mode', async () => {
    expect(await lostBy('primary')).toBeGreaterThan(0);
  });

  it('brings back what was replaced, and what was removed', async () => {
    const current = new Set<number>();
    const found = new Set<boolean>();
    for (const seed of seeds) {
      const { versions, instances, server, valueOf, run } = world({ seed });
      const move = (version: number) => versions.move({ saga: 'trip', version });
      await valueOf(Promise.all([move(1), instances.save([aProjection({ workflowId: 'w-1' })])]));
      const underWay = Promise.allSettled([move(2), move(3), instances.remove([instance])]);
      await run(2);
      server.failover();
      server.heal();
      await valueOf(underWay);
      const [pointer, removed] = ['versions', 'instances'].map((collection) => {
        const seenAt = (level: ReadLevel) => server.find(collection, { filter: {} }, level);
        expect(seenAt('local')).toEqual(seenAt('majority'));
        return seenAt('majority');
      });
      current.add(pointer![0]!['version']);
      found.add(removed!.length > 0);
    }
    expect({ current: [...current].sort(), found: [...found].sort() }).toEqual({
      current: [1, 2, 3],
      found: [false, true],
    });
  });

  it('leaves a primary behind that answers with what it knew, until one has heard of the other', async () => {
    const seen = new Set<string>();
    for (const seed of seeds) {
      const { versions, connect, server, valueOf, run } = world({ seed, replicationMs: 10, deposedMs: 20_000 });
      const other = connect();
      await valueOf(other.versions.move({ saga: 'trip', version: 1 }));
      server.failover();
      await run(12_000);
      await valueOf(versions.move({ saga: 'trip', version: 2 }));
      const read: (number | undefined)[] = [];
      for (let i = 0; i < 4; i++) read.push((await valueOf(other.versions.current()))[0]?.version);
      seen.add(read.join());
      expect(await valueOf(versions.current())).toEqual([{ saga: 'trip', version: 2 }]);
    }
    expect([...seen].sort().slice(-3)).toEqual(['1,1,2,2', '1,2,2,2', '2,2,2,2']);
  });
});
