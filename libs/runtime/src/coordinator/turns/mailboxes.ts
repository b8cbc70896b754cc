import type { Item } from './item.js';

/** Inputs that wait for a turn, per instance: one turn at a time for each, over both topics, timers and effects. */
export class Mailboxes {
  readonly #waiting = new Map<string, Item[]>();
  readonly #atWork = new Set<string>();
  #count = 0;
  #idle: (() => void)[] = [];

  /** `done`: some inputs had their turn. */
  constructor(
    private readonly work: (instance: string, items: readonly Item[]) => Promise<void>,
    private readonly done: () => void,
  ) {}

  /** Inputs that had no turn yet, those at work included. */
  get waiting(): number {
    return this.#count;
  }

  get atWork(): number {
    return this.#atWork.size;
  }

  put(instance: string, item: Item): void {
    const waiting = this.#waiting.get(instance);
    if (waiting === undefined) this.#waiting.set(instance, [item]);
    else waiting.push(item);
    this.#count += 1;
    if (!this.#atWork.has(instance)) void this.#run(instance);
  }

  /** What nobody took up yet and is not ours any more. */
  drop(isOurs: (instance: string) => boolean): void {
    for (const [instance, items] of this.#waiting) {
      if (isOurs(instance)) continue;
      this.#waiting.delete(instance);
      this.#count -= items.length;
    }
  }

  /** Keeps an instance from being worked on; false: it has something to do. Every hold is released. */
  hold(instance: string): boolean {
    if (this.#atWork.has(instance)) return false;
    this.#atWork.add(instance);
    return true;
  }

  release(instance: string): void {
    void this.#run(instance);
  }

  /** Resolves when no instance is at work. */
  idle(): Promise<void> {
    return this.#atWork.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  async #run(instance: string): Promise<void> {
    this.#atWork.add(instance);
    for (let items = this.#waiting.get(instance); items !== undefined; items = this.#waiting.get(instance)) {
      this.#waiting.delete(instance);
      await this.work(instance, items);
      this.#count -= items.length;
      this.done();
    }
    this.#atWork.delete(instance);
    if (this.#atWork.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
