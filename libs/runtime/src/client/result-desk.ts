import type { ActivityResult } from '@skald/contracts';
import type { Clock, Ids, MessageBus, OutgoingRecord, PublishOutcome } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import { Batch } from '../batch/batch.js';
import { BatchClosed } from '../batch/batch-closed.error.js';
import { within } from '../clock/time-limit.js';
import { ClientClosed } from './errors/client-closed.error.js';
import { PayloadTooLarge } from '../requests/errors/payload-too-large.error.js';

export interface ResultDeskOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly topic: string;
  readonly timeoutMs: number;
}

/** Reports results from outside of a participant. */
export class ResultDesk {
  readonly #options: ResultDeskOptions;
  readonly #batch: Batch<OutgoingRecord, PublishOutcome>;

  constructor(options: ResultDeskOptions) {
    const { bus, clock, ids } = options;
    this.#options = options;
    this.#batch = new Batch({ clock, ids, send: (records) => bus.publish(records) });
  }

  /**
   * Resolves when the broker has the result.
   * @throws PayloadTooLarge | BusUnavailable | ClientClosed
   */
  async report(result: ActivityResult): Promise<void> {
    const { clock, topic, timeoutMs } = this.#options;
    const { workflowId } = result;
    const sent = this.#batch.add({ topic, key: workflowId, value: JSON.stringify(result) });
    const outcome = await within(clock, timeoutMs, sent).catch((error: unknown) => {
      throw error instanceof BatchClosed ? new ClientClosed() : error;
    });
    if (outcome === 'time-out') {
      throw new BusUnavailable(`${workflowId}: the result is not on the bus after ${timeoutMs} ms; report it again`);
    }
    if (outcome.kind === 'refused') throw new PayloadTooLarge(workflowId, outcome.reason);
  }

  close(): void {
    this.#batch.close();
  }
}
