/** An instance whose evaluation may have ended a process. */
export interface Suspect {
  readonly instance: string;
  /** Evaluations in a row that were begun under a mark, this one included. */
  readonly tries: number;
}

/**
 * Who works on which partition, and what was being evaluated when a process ended.
 * Written at a take-over, and for suspects after an unclean one; never for a turn.
 */
export interface Custody {
  /** From now on they are this holder's. The answer: those that another holder had and did not give back. */
  take(holder: string, partitions: readonly string[]): Promise<readonly string[]>;
  /** Nothing of them is under way. What somebody else has taken since is left alone. */
  giveBack(holder: string, partitions: readonly string[]): Promise<void>;
  /** Everything that is marked. */
  suspects(): Promise<readonly Suspect[]>;
  /** Durable when it returns; replaces an older mark of the same instance. */
  mark(suspects: readonly Suspect[]): Promise<void>;
  clear(instances: readonly string[]): Promise<void>;
}
