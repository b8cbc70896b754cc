import { describe, expect, it } from '@jest/globals';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const signal = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

describe('an instance whose history cannot be read', () => {
  it('A7 M8 is shown as parked with its inputs kept, and others go on; restored, it takes them up', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    let isDamaged = false;
    journal.read = async (questions) => {
      const histories = await world.store.journal.read(questions);
      return histories.map((turns, i) =>
        isDamaged && questions[i]!.instance === 'default/bad' ? turns.filter(({ seq }) => seq !== 1) : turns,
      );
    };
    await world.open([shop], { journal, cacheBytes: 0 });
    await world.send(start, 'bad');
    await world.send(start, 'good');
    const before = await world.history('bad');
    isDamaged = true;
    await world.send(signal, 'bad');
    await world.send(signal, 'good');

    expect(await world.status('good')).toBe('completed');
    const [shown] = await world.store.instances.find(['default/bad']);
    expect(shown).toMatchObject({
      status: 'parked',
      waitingFor: [{ kind: 'operator', id: 'parked', detail: expect.stringMatching('^CORRUPT_HISTORY: .*seq') }],
    });
    expect(world.deadLetters.map(({ reason }) => reason)).toEqual(['CORRUPT_HISTORY']);
    expect(await world.history('bad')).toEqual(before);

    isDamaged = false;
    await world.raw('saga.requests', 'bad', world.deadLetters[0]!.value);
    expect(await world.status('bad')).toBe('completed');
  });
});
