/** What the code of a random saga heard, whichever process evaluated it: a replay hears the same again. */
export class Ear {
  /** Who took a signal; signals are told apart by their payload. */
  readonly takers = new Map<unknown, Set<string>>();
  /** Signals that were given to code whose run had ended. */
  readonly heardTooLate: unknown[] = [];

  took(signal: unknown, taker: string, runIsOver: boolean): void {
    const takers = this.takers.get(signal) ?? new Set();
    this.takers.set(signal, takers.add(taker));
    if (runIsOver) this.heardTooLate.push(signal);
  }
}
