import type { Custody } from '@skald/ports';

/** A custody to be tried in which nothing is held and nobody is marked. */
export interface CustodySubject {
  readonly custody: Custody;
  close(): Promise<void> | void;
}
