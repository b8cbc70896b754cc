import { describe, expect, it } from '@jest/globals';
import { UnknownFormat } from '@skald/ports';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const signal = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

describe('a journal that another release wrote', () => {
  it('I7 makes a coordinator unready and leave, naming format and instance; nothing is written, deleted or lost', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const newer = new Set<string>();
    journal.read = async (questions) => {
      const strange = questions.find(({ instance }) => newer.has(instance));
      if (strange !== undefined)
        throw new UnknownFormat(`the journal document ${strange.instance}/00000000 has format 2`);
      return world.store.journal.read(questions);
    };
    await world.open([shop], { journal, cacheBytes: 0 });
    const older = world.coordinator;
    await world.send(start, 'new');
    await world.send(start, 'old');
    const before = await world.history('new');
    newer.add('default/new');
    await world.send(signal, 'new');
    await world.clock.advance(10_000);

    expect(older.health()).toMatchObject({
      ready: false,
      problems: expect.arrayContaining(['the journal document default/new/00000000 has format 2']),
    });
    expect(world.log.entries).toContainEqual(
      expect.objectContaining({ level: 'error', fields: { error: expect.stringContaining('default/new') } }),
    );
    expect(await world.history('new')).toEqual(before);
    await world.send(signal, 'old');
    expect(await world.status('old')).toBe('running');
    expect(world.deadLetters).toEqual([]);

    await world.boot([shop]);
    await world.clock.advance(1_000);
    expect(await Promise.all(['new', 'old'].map((id) => world.status(id)))).toEqual(['completed', 'completed']);
    await older.drain(1_000);
  });
});
