import type { Evidence } from '../evidence/evidence.js';
import { effectTables } from '../reading/effect-tables.js';
import { callSlice, effectSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-06: whatever was called or came about stands, by its key, in a committed turn. */
export function everyEffectWasScheduled(evidence: Evidence): readonly Violation[] {
  const { calls, effective, issued } = effectTables(evidence);
  const violations: Violation[] = [];
  for (const [key, made] of calls) {
    if (!issued.has(key))
      violations.push(violated(evidence, 'I-06', `${key} was called and never scheduled`, callSlice(made[0]!)));
  }
  for (const [key, effects] of effective) {
    if (issued.has(key)) continue;
    violations.push(violated(evidence, 'I-06', `${key} came about and was never scheduled`, effectSlice(effects[0]!)));
  }
  return violations;
}
