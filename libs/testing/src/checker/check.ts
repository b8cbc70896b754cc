import type { Evidence } from './evidence/evidence.js';
import { acceptedStartsAreNotLost } from './invariants/accepted-starts-are-not-lost.js';
import { theJournalOnlyGrows } from './invariants/the-journal-only-grows.js';
import type { Violation } from './violation.js';

/** In the order of their numbers. */
const invariants = [acceptedStartsAreNotLost, theJournalOnlyGrows] as const;

/** Holds what is left of a run against everything that must hold after any run, however many faults it saw. */
export function check(evidence: Evidence): readonly Violation[] {
  return invariants.flatMap((invariant) => invariant(evidence));
}
