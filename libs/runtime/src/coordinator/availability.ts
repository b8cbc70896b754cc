/** Whether store and bus answered last time, for health. */
export class Availability {
  #store: string | undefined;
  #bus: string | undefined;

  store(error: unknown): void {
    this.#store = error === undefined ? undefined : told(error);
  }

  bus(error: unknown): void {
    this.#bus = error === undefined ? undefined : told(error);
  }

  get isUp(): boolean {
    return this.#store === undefined && this.#bus === undefined;
  }

  *problems(): Generator<string> {
    if (this.#store !== undefined) yield `the store does not answer: ${this.#store}`;
    if (this.#bus !== undefined) yield `the bus does not answer: ${this.#bus}`;
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : 'for a reason it does not give';
}
