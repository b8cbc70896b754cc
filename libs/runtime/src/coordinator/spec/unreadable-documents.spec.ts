import { describe, expect, it } from '@jest/globals';
import { storedProjection, storedTurn } from '@skald/ports';
import type { Instances } from '@skald/ports';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const signal = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

describe('a document in the store that cannot be decoded', () => {
  it('A7 [corrupt-document] in the journal parks its instance with CORRUPT_HISTORY, its inputs kept; others of the same read go on', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    let isDamaged = false;
    journal.read = async (questions) => {
      if (isDamaged && questions.some(({ instance }) => instance === 'default/bad'))
        storedTurn('default/bad', 1, () => JSON.parse('{"events":') as never);
      return world.store.journal.read(questions);
    };
    await world.open([shop], { journal, cacheBytes: 0 });
    await world.send(start, 'bad');
    await world.send(start, 'good');
    isDamaged = true;
    await world.bus.publish(
      ['bad', 'good'].map((key) => ({ topic: 'saga.requests', key, value: JSON.stringify(signal) })),
    );
    await world.clock.advance(1_000);

    expect(await world.status('good')).toBe('completed');
    const [shown] = await world.store.instances.find(['default/bad']);
    expect(shown).toMatchObject({ status: 'parked', waitingFor: [{ kind: 'operator', id: 'parked' }] });
    expect(shown!.waitingFor[0]!.detail).toMatch(/^CORRUPT_HISTORY: the history of default\/bad is corrupt at seq 1/);
    expect(world.deadLetters.map(({ reason }) => reason)).toEqual(['CORRUPT_HISTORY']);

    isDamaged = false;
    await world.raw('saga.requests', 'bad', world.deadLetters[0]!.value);
    expect(await world.status('bad')).toBe('completed');
  });

  it('among the projections is as good as none: the journal says what it said, and it is written anew', async () => {
    const world = new World();
    let isDamaged = false;
    const { store } = world;
    const instances = new Proxy(store.instances, {
      get: (all, name: keyof Instances) =>
        name === 'find' && isDamaged
          ? async (asked: readonly string[]) =>
              asked.includes('default/bad')
                ? [storedProjection('default/bad', () => JSON.parse('{"status":') as never)]
                : all.find(asked)
          : all[name].bind(all),
    });
    await world.open([shop], { cacheBytes: 0, instances });
    await world.send(start, 'bad');
    isDamaged = true;
    await world.send(signal, 'bad');

    isDamaged = false;
    expect(await world.status('bad')).toBe('completed');
    expect(world.deadLetters).toEqual([]);
  });
});
