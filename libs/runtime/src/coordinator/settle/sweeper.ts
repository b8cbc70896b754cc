import type { Cancel, Clock, Instances, Journal, Log } from '@skald/ports';
import type { Mailboxes } from '../turns/mailboxes.js';

const sweepEveryMs = 10 * 60_000;
const pageSize = 500;

export interface SweeperOptions {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailboxes: Mailboxes;
  readonly owns: (instance: string) => boolean;
  readonly swept: (instance: string) => void;
}

/** Removes closed instances whose time is over, by their owner and while nothing of them is under way. */
export class Sweeper {
  #timer: Cancel | undefined;
  #closed = false;

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    if (this.#closed) return;
    this.#timer?.();
    this.#timer = this.options.clock.after(sweepEveryMs, () => void this.#sweep());
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
  }

  async #sweep(): Promise<void> {
    const { instances, clock, log, owns } = this.options;
    try {
      for (;;) {
        const expired = await instances.expired(clock.now(), pageSize);
        const removed = await this.#remove(expired.filter(owns));
        // What belongs to others, or is busy, stays at the head of the list: the rest comes next time.
        if (expired.length < pageSize || removed === 0 || this.#closed) break;
      }
    } catch (error) {
      log.write('warn', 'closed instances could not be swept; trying again', { error: String(error) });
    }
    this.start();
  }

  async #remove(expired: readonly string[]): Promise<number> {
    const { journal, instances, mailboxes, swept } = this.options;
    const held = expired.filter((instance) => mailboxes.hold(instance));
    try {
      if (held.length > 0) {
        await journal.remove(held);
        await instances.remove(held);
      }
      held.forEach(swept);
    } finally {
      for (const instance of held) mailboxes.release(instance);
    }
    return held.length;
  }
}
