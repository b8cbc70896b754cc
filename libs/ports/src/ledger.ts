import type { Json } from '@skald/contracts';

/** One record of a participant's ledger: unique by (key, mark), written once. */
export interface LedgerRecord {
  /** The idempotency key of the activity's `execute`, also for what concerns its undo: all of one activity is read at once. */
  readonly key: string;
  /**
   * What is recorded: `execute.1` (claim of attempt 1), `execute.1.done` (its outcome),
   * `compensate.1`, `compensate.1.done`, `undone` …; unique within the key.
   */
  readonly mark: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: Json;
}

export type RecordOutcome = { readonly kind: 'recorded' } | { readonly kind: 'exists' };

/** A participant's memory of idempotency keys. */
export interface Ledger {
  /** Inserts records, each on its own: one outcome per record, in order. Durable when it returns. */
  record(records: readonly LedgerRecord[]): Promise<readonly RecordOutcome[]>;
  /** Every record of each key, read at majority; one answer per key, in order. */
  read(keys: readonly string[]): Promise<readonly (readonly LedgerRecord[])[]>;
  /** Forgets records older than this instant; returns how many. */
  sweep(before: number, limit: number): Promise<number>;
}
