import { aTurn, encoded, signalReceived, turnsInSequence } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

const largestTurn = 900_000;
/** Some stores are slow with these; how slow is not promised. */
const patience = 120_000;

export const largeTurnsAreKept: JournalPromise = (subject) => {
  it.each([
    ['one long text', 'x'.repeat(largestTurn)],
    ['text of three bytes a character', '语'.repeat(largestTurn / 3)],
    ['very many small numbers', Array.from({ length: largestTurn / 2 }, (_, i) => i % 10)],
  ])(
    'keeps a turn of 900 kB: %s',
    async (name, payload) => {
      const { journal } = subject();
      const workflowId = name.replaceAll(' ', '-');
      const batch = encoded(aTurn({ workflowId, events: [signalReceived(payload)] }));

      expect(await journal.append(batch)).toEqual([{ kind: 'appended' }]);

      const [turns] = await journal.read([{ instance: `default/${workflowId}`, fromSeq: 0 }]);
      expect(JSON.stringify(turns![0]!.events) === batch[0]!.eventsJson).toBe(true);
    },
    patience,
  );

  it(
    'keeps a thousand turns in one batch',
    async () => {
      const { journal } = subject();
      const turns = turnsInSequence(1000, { workflowId: 'thousand' });

      const outcomes = await journal.append(encoded(...turns));

      expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1000);
      const [kept] = await journal.read([{ instance: 'default/thousand', fromSeq: 0 }]);
      expect(kept!.map(({ seq }) => seq)).toEqual(turns.map(({ seq }) => seq));
    },
    patience,
  );

  it(
    'takes batches that are larger than any one message to a store may be',
    async () => {
      const { journal } = subject();
      const turns = turnsInSequence(60, { workflowId: 'heavy', events: [signalReceived('x'.repeat(largestTurn))] });

      const outcomes = await journal.append(encoded(...turns, turns[7]!));

      expect(outcomes.map(({ kind }) => kind)).toEqual([...turns.map(() => 'appended'), 'conflict']);
    },
    patience,
  );
};
