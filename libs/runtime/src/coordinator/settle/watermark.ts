/** The offsets of one partition that were handed over, in order, and which of them are settled. */
export class Watermark {
  readonly #open: number[] = [];
  readonly #settled = new Set<number>();
  #head = 0;
  #bytes = 0;
  #next: number | undefined;
  #committed: number | undefined;

  /** Records without end in sight. */
  get unsettled(): number {
    return this.#open.length - this.#head - this.#settled.size;
  }

  /** Of those records. */
  get unsettledBytes(): number {
    return this.#bytes;
  }

  opened(offset: number, bytes: number): void {
    this.#open.push(offset);
    this.#bytes += bytes;
  }

  settled(offset: number, bytes: number): void {
    this.#bytes -= bytes;
    this.#settled.add(offset);
    while (this.#head < this.#open.length && this.#settled.delete(this.#open[this.#head]!)) {
      this.#next = this.#open[this.#head]! + 1;
      this.#head += 1;
    }
    if (this.#head > 1_024 && this.#head * 2 > this.#open.length) {
      this.#open.splice(0, this.#head);
      this.#head = 0;
    }
  }

  /** The offset below which everything is settled, once for each that is new. */
  takeCommit(): number | undefined {
    if (this.#next === this.#committed) return undefined;
    this.#committed = this.#next;
    return this.#next;
  }

  /** The last commit may not have arrived: the next one says it again. */
  forgetCommit(): void {
    this.#committed = undefined;
  }
}
