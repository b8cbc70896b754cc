/**
 * What is to be seen now and then in a long row of runs: a simulation that never saw it proves nothing about it.
 * Counted by what happened, in words.
 */
export class Sometimes {
  private readonly seen = new Map<string, number>();

  saw(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  get counts(): ReadonlyMap<string, number> {
    return this.seen;
  }

  add(other: ReadonlyMap<string, number>): void {
    for (const [what, count] of other) this.seen.set(what, (this.seen.get(what) ?? 0) + count);
  }
}
