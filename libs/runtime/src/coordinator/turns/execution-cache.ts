import type { Execution, Turn } from '@skald/engine';
import { LRUCache } from 'lru-cache';

/** What an execution weighs besides its history: the suspended code, its maps, its context. */
const restBytes = 4_096;

/** Suspended sagas, bounded by size. An instance at work is not in it. */
export class ExecutionCache {
  readonly #cache: LRUCache<string, Execution> | undefined;
  readonly #bytes = new WeakMap<Execution, number>();

  /** Zero bytes: nothing is kept. */
  constructor(maxBytes: number) {
    this.#cache =
      maxBytes === 0
        ? undefined
        : new LRUCache({
            maxSize: maxBytes,
            sizeCalculation: (execution) => restBytes + (this.#bytes.get(execution) ?? 0),
          });
  }

  get size(): number {
    return this.#cache?.size ?? 0;
  }

  /** The history of an execution grew. */
  grew(execution: Execution, bytes: number): void {
    this.#bytes.set(execution, (this.#bytes.get(execution) ?? 0) + bytes);
  }

  /** An execution was made of this history. */
  weigh(execution: Execution, turns: readonly Turn[]): void {
    if (this.#cache === undefined) return;
    for (const { events } of turns) this.grew(execution, JSON.stringify(events).length);
  }

  take(instance: string): Execution | undefined {
    const execution = this.#cache?.get(instance);
    this.#cache?.delete(instance);
    return execution;
  }

  put(instance: string, execution: Execution): void {
    this.#cache?.set(instance, execution);
  }

  forget(keep: (instance: string) => boolean): void {
    if (this.#cache === undefined) return;
    for (const instance of [...this.#cache.keys()]) if (!keep(instance)) this.#cache.delete(instance);
  }
}
