import { aTurn, encoded } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

const writers = 8;
const instances = 20;

export const concurrentWritersHaveOneWinner: JournalPromise = (subject) => {
  it('M4 gives each seq to exactly one of many writers at once, and keeps what the winner wrote', async () => {
    const { journal } = subject();
    const batches = Array.from({ length: writers }, (_, writer) =>
      Array.from({ length: instances }, (_, i) => aTurn({ workflowId: `wanted-${i}`, version: writer })),
    );

    const outcomes = await Promise.all(batches.map((batch) => journal.append(encoded(...batch))));

    const kept = await journal.read(
      batches[0]!.map(({ workflowId }) => ({ instance: `default/${workflowId}`, fromSeq: 0 })),
    );
    for (let i = 0; i < instances; i++) {
      const winners = outcomes.flatMap((answers, writer) => (answers[i]!.kind === 'appended' ? [writer] : []));
      expect(kept[i]!.map(({ version }) => version)).toEqual(winners);
    }
  });
};
