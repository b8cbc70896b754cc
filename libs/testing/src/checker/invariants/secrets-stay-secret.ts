import type { Evidence } from '../evidence/evidence.js';
import { journalSlice, recordSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-22: what was planted as a secret stands in no log and no metric and, where payloads are encoded, in no journal and no topic. */
export function secretsStaySecret(evidence: Evidence): readonly Violation[] {
  const { logs, metrics, secrets, encoded } = evidence.remains;
  if (secrets.length === 0) return [];
  const tells = (text: string | null): boolean => text !== null && secrets.some((secret) => text.includes(secret));
  const told = (what: string, ...slices: readonly string[]): Violation =>
    violated(evidence, 'I-22', `a secret stands in ${what}`, ...slices);
  return [
    ...logs.filter(tells).map((line) => told('a log', line)),
    ...metrics
      .split('\n')
      .filter(tells)
      .map((line) => told('a metric', line)),
    ...(encoded ? evidence.journal.turns : [])
      .filter((turn) => tells(JSON.stringify(turn.events)))
      .map((turn) => told('the journal', journalSlice(turn))),
    ...(encoded ? evidence.broker.records : [])
      .filter(({ key, value, headers }) => tells(key) || tells(value) || tells(JSON.stringify(headers)))
      .map((record) => told('a topic', recordSlice(record))),
  ];
}
