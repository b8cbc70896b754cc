/** Lets so many through at once, the others in order. */
export class Gate {
  #free: number;
  #closed = false;
  readonly #waiting: ((open: boolean) => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** False when the gate was closed meanwhile. */
  pass(): boolean | Promise<boolean> {
    if (this.#closed) return false;
    if (this.#free > 0) {
      this.#free--;
      return true;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next(true);
  }

  close(): void {
    this.#closed = true;
    for (const resolve of this.#waiting.splice(0)) resolve(false);
  }
}
