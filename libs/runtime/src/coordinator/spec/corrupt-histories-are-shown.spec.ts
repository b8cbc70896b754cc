import { describe, expect, it } from '@jest/globals';
import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const signal = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

type Damage = (turns: readonly Turn[]) => readonly Turn[];

/** The last turn, with other events; indices go on as they should. */
const lastWith =
  (change: (events: readonly SagaEvent[]) => readonly object[]): Damage =>
  (turns) => {
    const last = turns.at(-1)!;
    const from = last.events[0]!.index;
    const events = change(last.events).map((event, i) => ({ ...event, index: from + i }) as SagaEvent);
    return [...turns.slice(0, -1), { ...last, events }];
  };
const failed = { type: 'SagaFailed', cause: 'failure', error: { type: 'No', message: 'no' } };

describe('an instance whose history cannot be read', () => {
  it.each<[string, Damage, string]>([
    ['with an empty turn', lastWith(() => []), 'the turn has no events'],
    ['without its start', (turns) => turns.slice(1), 'the first event is not SagaStarted'],
    [
      'whose start is not first',
      ([first, ...rest]) => [{ ...first!, events: first!.events.toReversed() }, ...rest],
      'the first event is not SagaStarted',
    ],
    [
      'with a completion of nothing',
      lastWith((events) => [
        ...events,
        { type: 'ActivityCompleted', activityId: 'nobody', operation: 'execute', attempt: 1, output: null },
      ]),
      'nobody was never scheduled',
    ],
    [
      'with events after its end',
      lastWith((events) => [...events, { type: 'SagaTerminated' }, { type: 'SagaPaused' }]),
      'events follow the end of the run',
    ],
    ['with two ends', lastWith((events) => [...events, failed, failed]), 'events follow the end of the run'],
    ['with a gap', (turns) => turns.filter(({ seq }) => seq !== 1), 'seq 1 was expected'],
  ])(
    'A7 M8 [corrupt-document] %s is shown as parked with its inputs kept, and others go on; restored, it takes them up',
    async (_, damage, problem) => {
      const world = new World();
      const journal = new FaultyJournal(world.store.journal);
      let isDamaged = false;
      journal.read = async (questions) => {
        const histories = await world.store.journal.read(questions);
        return histories.map((turns, i) =>
          isDamaged && questions[i]!.instance === 'default/bad' ? damage(turns) : turns,
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
        waitingFor: [{ kind: 'operator', id: 'parked', detail: expect.stringContaining(problem) }],
      });
      expect(shown!.waitingFor[0]!.detail).toMatch(/^CORRUPT_HISTORY: /);
      expect(world.deadLetters.map(({ reason }) => reason)).toEqual(['CORRUPT_HISTORY']);
      expect(await world.history('bad')).toEqual(before);

      isDamaged = false;
      await world.raw('saga.requests', 'bad', world.deadLetters[0]!.value);
      expect(await world.status('bad')).toBe('completed');
    },
  );
});
