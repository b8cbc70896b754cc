import type { Evidence } from '../evidence/evidence.js';
import { effectTables } from '../reading/effect-tables.js';
import { callSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-07: a key is called no more often than attempts of it were issued, and faults repeated; and its policy allows so many. */
export function callsStayWithinAttempts(evidence: Evidence): readonly Violation[] {
  const { calls, issued } = effectTables(evidence);
  const { byKey, anywhere } = evidence.effects.faults;
  const violations: Violation[] = [];
  for (const [key, { attempts, allowed, work }] of issued) {
    if (attempts.size > allowed) {
      const what = `${key} was issued ${attempts.size} times, its policy allows ${allowed}`;
      violations.push(violated(evidence, 'I-07', what));
    }
    const made = calls.get(key) ?? [];
    const faults = (byKey[key] ?? 0) + anywhere;
    // An execute that still ran when its undo came undoes itself under the key of the undo.
    const byItself = work.undo?.issued.has(key) === true ? work.forward.attempt : 0;
    if (made.length <= attempts.size + byItself + faults) continue;
    const what = `${key} was called ${made.length} times for ${attempts.size} attempts and ${faults} faults`;
    violations.push(violated(evidence, 'I-07', what, ...made.map(callSlice)));
  }
  return violations;
}
