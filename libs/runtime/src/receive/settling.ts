import type { IncomingRecord, Log } from '@skald/ports';

import { BatchClosed } from '../batch/batch-closed.error.js';
import type { Delivery } from './delivery.js';

/** Records whose work goes on, each settled when it is done: what does not get so far comes again (V1). */
export class Settling {
  readonly #pending = new Set<Promise<void>>();

  /** `stuck`: what is logged of a record whose work failed. */
  constructor(
    private readonly log: Log,
    private readonly stuck: string,
  ) {}

  /** Never throws. */
  begin(delivery: Delivery, work: (record: IncomingRecord) => Promise<void>): void {
    const settled = this.#settle(delivery, work);
    this.#pending.add(settled);
    void settled.then(() => this.#pending.delete(settled));
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #settle(delivery: Delivery, work: (record: IncomingRecord) => Promise<void>): Promise<void> {
    try {
      await work(delivery.record);
      delivery.settle();
    } catch (error) {
      // On its way out: the record comes again.
      if (!(error instanceof BatchClosed)) this.log.write('error', this.stuck, { error: String(error) });
    }
  }
}
