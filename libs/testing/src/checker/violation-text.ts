import type { Violation } from './violation.js';

/** For people: what was promised and not kept, what shows it, and how to see it again. */
export function violationText({ invariant, what, slice, seed }: Violation): string {
  return [`${invariant} ${what}`, ...slice.map((line) => `  ${line}`), `  seed ${seed}`].join('\n');
}
