/** What of one partition has come and what is settled. */
export class PartitionProgress {
  /** Unsettled and settled offsets from the watermark on, in order. */
  #open: number[] = [];
  #head = 0;
  readonly #settled = new Set<number>();
  #last = -1;
  #committed = -1;

  /** The log begins again below what was committed, so the topic was made anew: this progress is void. */
  isVoidAt(offset: number): boolean {
    return offset < this.#committed;
  }

  /** False for a record that came before: it is being worked on, or done. */
  receive(offset: number): boolean {
    if (offset <= this.#last) return false;
    this.#open.push(offset);
    this.#last = offset;
    return true;
  }

  settle(offset: number): void {
    this.#settled.add(offset);
    while (this.#head < this.#open.length && this.#settled.delete(this.#open[this.#head]!)) this.#head++;
    if (this.#head > 1_024 && this.#head * 2 > this.#open.length) {
      this.#open = this.#open.slice(this.#head);
      this.#head = 0;
    }
  }

  /** The next offset to read if this process ended now; left out while nothing has come. */
  get watermark(): number | undefined {
    if (this.#last < 0) return undefined;
    return this.#open[this.#head] ?? this.#last + 1;
  }

  /** The watermark, where it has not been committed yet. */
  get uncommitted(): number | undefined {
    const watermark = this.watermark;
    return watermark === undefined || watermark <= this.#committed ? undefined : watermark;
  }

  committed(offset: number): void {
    this.#committed = Math.max(this.#committed, offset);
  }
}
