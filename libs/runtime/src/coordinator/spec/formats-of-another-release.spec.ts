import { describe, expect, it } from '@jest/globals';
import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { storedTurn, UnknownFormat } from '@skald/ports';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const signal = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

const blessed = { type: 'SagaBlessed', index: 1_000 } as unknown as SagaEvent;

/** What the older release finds, each read as its adapter reads it. */
const otherFormat = ({ seq }: Turn): Turn =>
  storedTurn('default/new', seq, () => {
    throw new UnknownFormat(`The journal document default/new/0000000${seq} has format 2`);
  });
const unknownEvent = (turn: Turn): Turn =>
  storedTurn('default/new', turn.seq, () => ({ ...turn, events: [...turn.events, blessed] }));

describe('a journal that another release wrote', () => {
  it.each([
    ['another format', otherFormat, 'The journal document default/new/00000000 has format 2'],
    ['an event of a type it does not know', unknownEvent, 'Turn 0 of default/new has event 1000 of type SagaBlessed'],
  ])(
    'I7 [unknown-format] with %s makes a coordinator unready and leave; nothing is written, deleted or lost',
    async (_, newly, why) => {
      const world = new World();
      const journal = new FaultyJournal(world.store.journal);
      const newer = new Set<string>();
      journal.read = async (questions) => {
        const histories = await world.store.journal.read(questions);
        return histories.map((turns, i) => (newer.has(questions[i]!.instance) ? turns.map(newly) : turns));
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
        problems: expect.arrayContaining([expect.stringContaining(why)]),
      });
      expect(world.log.entries).toContainEqual(
        expect.objectContaining({ level: 'error', fields: { error: expect.stringContaining(why) } }),
      );
      expect(await world.history('new')).toEqual(before);
      await world.send(signal, 'old');
      expect(await world.status('old')).toBe('running');
      expect(world.deadLetters).toEqual([]);

      await world.boot([shop]);
      await world.clock.advance(1_000);
      expect(await Promise.all(['new', 'old'].map((id) => world.status(id)))).toEqual(['completed', 'completed']);
      await older.drain(1_000);
    },
  );
});
