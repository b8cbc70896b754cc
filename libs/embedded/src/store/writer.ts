import type { StatementName } from './statements.sqlite.js';

export type SqlValue = string | number | null;

export interface Write {
  readonly statement: StatementName;
  readonly values: readonly SqlValue[];
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly changes: number }
  /** This write alone cannot be stored; the others are. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Plain data in, plain data out, so that a worker thread may take the writing over. */
export interface Writer {
  /**
   * One outcome per write, in order; on disk when it resolves.
   * @throws StoreUnavailable when nothing is known to be on disk.
   */
  write(writes: readonly Write[]): Promise<readonly WriteOutcome[]>;
}
