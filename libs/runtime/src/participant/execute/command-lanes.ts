/** One after another within a key, everything else side by side. */
export class CommandLanes {
  readonly #lanes = new Map<string, (() => Promise<void>)[]>();

  /** `work` never rejects; the next of the key begins when its promise is fulfilled. */
  enter(key: string, work: () => Promise<void>): void {
    const lane = this.#lanes.get(key);
    if (lane !== undefined) {
      lane.push(work);
      return;
    }
    const queue: (() => Promise<void>)[] = [];
    this.#lanes.set(key, queue);
    void this.#drive(key, queue, work);
  }

  async #drive(key: string, queue: (() => Promise<void>)[], first: () => Promise<void>): Promise<void> {
    for (let work: (() => Promise<void>) | undefined = first; work !== undefined; work = queue.shift()) await work();
    this.#lanes.delete(key);
  }
}
