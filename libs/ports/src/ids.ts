/** Fresh identities and randomness of the runtime (never of saga code). */
export interface Ids {
  uuid(): string;
  /** From 0 up to, not including, 1; for jitter. */
  random(): number;
}
