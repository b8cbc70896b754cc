import { instanceKey } from '@skald/contracts';
import type { JournalWrite } from '../evidence/journal-dump.js';
import type { Evidence } from '../evidence/evidence.js';
import { historiesOf } from '../reading/instance-history.js';
import { groupBy } from '../reading/once.js';
import { journalSlice } from '../slice.js';
import { isSame } from './the-journal-only-grows.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-13: of several owners of an instance one alone wrote each seq, and what it was told is written stands there. */
export function historyIsLinear(evidence: Evidence): readonly Violation[] {
  const histories = historiesOf(evidence);
  const accepted = (evidence.journal.writes ?? []).filter(({ outcome }) => outcome === 'appended');
  const slice = ({ owner, turn }: JournalWrite): string => `${owner} wrote ${journalSlice(turn, ...turn.events)}`;
  return [...groupBy(accepted, ({ turn }) => `${instanceKey(turn)}/${turn.seq}`).values()].flatMap((writes) => {
    const [first] = writes;
    if (first === undefined) return [];
    if (writes.length > 1) return [violated(evidence, 'I-13', 'one seq was written twice', ...writes.map(slice))];
    const stands = histories.get(instanceKey(first.turn))?.turns[first.turn.seq];
    if (stands !== undefined && isSame(first.turn, stands)) return [];
    const found = stands === undefined ? 'nothing stands there' : journalSlice(stands, ...stands.events);
    return [violated(evidence, 'I-13', 'what an owner wrote is not what stands there', slice(first), found)];
  });
}
