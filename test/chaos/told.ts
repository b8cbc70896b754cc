import type { Evidence } from '@skald/testing';
import type { ChaosReport } from './run-chaos.ts';

/** One line that sums a run up. */
export function told({ evidence, violations, faults, restMs, deaths }: ChaosReport): string {
  const { calls, effective } = evidence.effects;
  const turns = evidence.journal.turns.length;
  const statuses = new Map<string, number>();
  for (const { status } of evidence.journal.projections) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const outcomes = new Map<string, number>();
  for (const { outcome } of evidence.calls) outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);
  const kinds = faults.size === 0 ? 'no faults' : `faults: ${list(faults)}`;
  return [
    `${violations.length} violations`,
    `${evidence.journal.projections.length} instances (${list(statuses)})`,
    `${turns} turns`,
    kinds,
    `requests: ${list(outcomes)}`,
    `${calls.length} calls, ${repeatsOf(evidence)} repeats, ${effective.length} effects`,
    `${deaths.length} deaths of their own`,
    `at rest after ${(restMs / 1_000).toFixed(1)} s`,
  ].join('; ');
}

/** Calls of an attempt that had been made before. */
export function repeatsOf({ effects: { calls } }: Evidence): number {
  return calls.length - new Set(calls.map(({ key, attempt }) => `${key} ${attempt}`)).size;
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}
