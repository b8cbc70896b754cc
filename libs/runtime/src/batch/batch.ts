import type { Clock, Ids } from '@skald/ports';

import type { BackOff } from '../clock/back-off.js';
import { backOffMs, defaultBackOff } from '../clock/back-off.js';
import { BatchClosed } from './batch-closed.error.js';
import { Pauses } from '../clock/pauses.js';

export interface BatchOptions<T, R> {
  readonly clock: Clock;
  readonly ids: Ids;
  /** One answer per item, in order. A throw means that nothing is known: the same items are sent again, for ever. */
  readonly send: (items: readonly T[]) => Promise<readonly R[]>;
  /** Errors that come again however often the same is sent: the item to blame is found and given back. */
  readonly permanent?: (error: unknown) => boolean;
  /** Items of one call. */
  readonly limit?: number;
  readonly backOff?: BackOff;
  /** Called with the error after each failed call, and without one after the first that worked again. */
  readonly onAvailability?: (error: unknown) => void;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit: everything of one macrotask goes out in one call, and what comes while a call is out waits for the next. */
export class Batch<T, R> {
  readonly #options: BatchOptions<T, R>;
  readonly #limit: number;
  readonly #pauses: Pauses;
  #waiting: Waiting<T, R>[] = [];
  #flushing = false;
  #closed = false;

  constructor(options: BatchOptions<T, R>) {
    this.#options = options;
    this.#limit = options.limit ?? 1_000;
    this.#pauses = new Pauses(options.clock);
  }

  /** @throws BatchClosed */
  add(item: T): Promise<R> {
    if (this.#closed) return Promise.reject(new BatchClosed());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#flushing) void this.#flush();
    });
  }

  /** A call that is out is still waited for; what is not out yet, or would have to be sent again, is rejected. */
  close(): void {
    this.#closed = true;
    this.#pauses.close();
  }

  async #flush(): Promise<void> {
    this.#flushing = true;
    await this.#options.clock.settled();
    while (this.#waiting.length > 0 && !this.#closed) {
      const batch = this.#waiting.splice(0, this.#limit);
      await this.#sendUntilKnown(batch);
    }
    this.#flushing = false;
    if (this.#closed) this.#reject(this.#waiting.splice(0));
  }

  async #sendUntilKnown(batch: readonly Waiting<T, R>[]): Promise<void> {
    const { send, permanent, onAvailability } = this.#options;
    const items = batch.map(({ item }) => item);
    for (let failures = 0; ;) {
      try {
        const answers = await send(items);
        if (failures > 0) onAvailability?.(undefined);
        batch.forEach(({ resolve }, i) => resolve(answers[i]!));
        return;
      } catch (error) {
        if (permanent?.(error) === true) return this.#isolate(batch, error);
        failures++;
        onAvailability?.(error);
      }
      const { ids, backOff = defaultBackOff } = this.#options;
      if (!(await this.#pauses.pause(backOffMs(backOff, failures, ids)))) return this.#reject(batch);
    }
  }

  async #isolate(batch: readonly Waiting<T, R>[], error: unknown): Promise<void> {
    if (batch.length === 1) return batch[0]!.reject(error);
    for (const waiting of batch) await this.#sendUntilKnown([waiting]);
  }

  #reject(batch: readonly Waiting<T, R>[]): void {
    for (const { reject } of batch) reject(new BatchClosed());
  }
}
