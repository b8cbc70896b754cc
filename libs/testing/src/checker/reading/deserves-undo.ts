import type { EffectTables } from './effect-tables.js';
import type { Work } from './work.js';
import { keyOf, mayHaveHappened } from './work.js';

/** Its undo came about, or was settled where there was nothing to undo. */
export function wasUndone(work: Work): boolean {
  return work.undo?.completed !== undefined || work.undo?.status === 'completed';
}

/** A person, or the policy for unknown outcomes, decided that it is not undone by Skald. */
export function isExempt(work: Work): boolean {
  // Where an effect stands after all, that nothing had happened is no excuse.
  const decided = work.skips.some(({ event }) => 'reason' in event && event.reason !== 'nothing happened');
  return decided || work.resolved !== undefined || work.abandoned;
}

export function isEffective(tables: EffectTables, work: Work): boolean {
  return tables.effective.has(keyOf(work, 'execute'));
}

/** A late undo counts with its first. */
export function undoEffects(tables: EffectTables, work: Work): number {
  const first = tables.effective.has(keyOf(work, 'compensate'));
  return first || tables.effective.has(keyOf(work, 'compensate', true)) ? 1 : 0;
}

/** Of S: compensable, and its forward effect is effective or unknown. */
export function deservesUndo(tables: EffectTables, work: Work): boolean {
  if (!work.compensable || work.afterPivot || work.abandoned) return false;
  return mayHaveHappened(work) || isEffective(tables, work);
}
