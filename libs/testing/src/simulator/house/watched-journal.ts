import type { EncodedTurn, Journal } from '@skald/ports';
import type { JournalWrite } from '../../checker/evidence/journal-dump.js';

/** A journal whose writes are noted: who tried to write what, and what that one was told. */
export function watchedJournal(journal: Journal, owner: string, writes: JournalWrite[]): Journal {
  const note = (turns: readonly EncodedTurn[], outcome: (i: number) => JournalWrite['outcome']): void =>
    void writes.push(...turns.map(({ turn }, i) => ({ owner, turn, outcome: outcome(i) })));
  return {
    append: async (turns) => {
      try {
        const outcomes = await journal.append(turns);
        note(turns, (i) => outcomes[i]!.kind);
        return outcomes;
      } catch (error) {
        note(turns, () => 'unknown');
        throw error;
      }
    },
    read: (questions) => journal.read(questions),
    page: (instance, afterSeq, limit) => journal.page(instance, afterSeq, limit),
    remove: (instances) => journal.remove(instances),
  };
}
