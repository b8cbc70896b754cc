import { instanceKey } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { Evidence } from '../evidence/evidence.js';
import { historiesOf } from '../reading/instance-history.js';
import { groupBy } from '../reading/once.js';
import { journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-03: seq counts from 0 without gap or twin, and every earlier dump is a prefix of the later one. */
export function theJournalOnlyGrows(evidence: Evidence): readonly Violation[] {
  const { turns, earlier } = evidence.journal;
  const dumps = [...earlier, turns];
  return [
    ...[...historiesOf(evidence).values()].flatMap(({ turns: line }) => gaps(evidence, line)),
    ...dumps.slice(1).flatMap((later, i) => changes(evidence, dumps[i]!, later)),
  ];
}

function gaps(evidence: Evidence, turns: readonly Turn[]): readonly Violation[] {
  const at = turns.findIndex(({ seq }, i) => seq !== i);
  const turn = turns[at];
  if (turn === undefined) return [];
  const twin = turn.seq < at;
  const what = twin ? `seq ${turn.seq} is there twice` : `seq ${at} is missing`;
  return [
    violated(evidence, 'I-03', what, ...turns.slice(Math.max(0, at - 1), at + 1).map((one) => journalSlice(one))),
  ];
}

function changes(evidence: Evidence, before: readonly Turn[], after: readonly Turn[]): readonly Violation[] {
  const later = groupBy(after, instanceKey);
  return [...groupBy(before, instanceKey)].flatMap(([instance, line]) => {
    const now = later.get(instance) ?? [];
    const at = line.findIndex((turn, i) => !isSame(turn, now[i]));
    const [was, is] = [line[at], now[at]];
    if (was === undefined) return [];
    const what = is === undefined ? 'a turn that was there is gone' : 'a turn is not what it was';
    const slices = [was, is].flatMap((turn) => (turn === undefined ? [] : [journalSlice(turn, ...turn.events)]));
    return [violated(evidence, 'I-03', what, ...slices)];
  });
}

export function isSame(one: Turn, other: Turn | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
