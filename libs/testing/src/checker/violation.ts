import type { Evidence } from './evidence/evidence.js';

export type InvariantNumber =
  `I-0${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | `I-1${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | `I-2${0 | 1 | 2}`;

/** One promise that was not kept. */
export interface Violation {
  /** `workload`: one of its own. */
  readonly invariant: InvariantNumber | 'workload';
  readonly what: string;
  /** The smallest part of the evidence that shows it, a line each. */
  readonly slice: readonly string[];
  /** Makes the run again. */
  readonly seed: string;
}

export function violated(
  { seed }: Evidence,
  invariant: Violation['invariant'],
  what: string,
  ...slice: readonly string[]
): Violation {
  return { invariant, what, slice, seed };
}
