import type { Clock, IncomingRecord, Log, OutgoingRecord } from '@skald/ports';

import { BatchClosed } from '../batch/batch-closed.error.js';
import type { Publisher } from '../publish/publisher.js';
import { whyRefused } from '../publish/publisher.js';
import { deadLetter } from '../messages/dead-letter.js';
import type { Delivery } from '../receive/delivery.js';
import type { Made, Place } from './request-of-record.js';
import { requestOfRecord } from './request-of-record.js';
import type { Source } from './source.js';

export interface SourceDeskOptions {
  readonly source: Source;
  readonly place: Place;
  /** Of requests. */
  readonly topic: string;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
}

/** Turns the records of one source into requests; a record is settled when the broker has what became of it. */
export class SourceDesk {
  readonly #pending = new Set<Promise<void>>();

  constructor(private readonly options: SourceDeskOptions) {}

  /** Never throws. */
  accept(delivery: Delivery): void {
    const { source, place } = this.options;
    const made = requestOfRecord(source, delivery.record, place);
    if (made.kind === 'passed-over') return delivery.settle();
    const sent = this.#send(made, delivery);
    this.#pending.add(sent);
    void sent.then(() => this.#pending.delete(sent));
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #send(made: Exclude<Made, { kind: 'passed-over' }>, delivery: Delivery): Promise<void> {
    const { publisher, log } = this.options;
    const { record } = delivery;
    try {
      const refused = await publisher.publish([this.#recordOf(made, record)]);
      const why = whyRefused(refused);
      if (made.kind === 'unfit') await publisher.keepRests(refused);
      else if (why !== undefined) {
        await publisher.keepRests(await publisher.publish([this.#dead(record, 'OVERSIZE', why)]));
      }
      delivery.settle();
    } catch (error) {
      // On its way out: the record comes again.
      if (!(error instanceof BatchClosed)) log.write('error', 'a record was not sent on', { error: String(error) });
    }
  }

  #recordOf(made: Exclude<Made, { kind: 'passed-over' }>, record: IncomingRecord): OutgoingRecord {
    if (made.kind === 'unfit') return this.#dead(record, made.reason, made.detail);
    const { traceparent } = record.headers;
    return {
      topic: this.options.topic,
      key: made.workflowId,
      value: made.value,
      ...(traceparent !== undefined && { headers: { traceparent } }),
    };
  }

  #dead(record: IncomingRecord, reason: Parameters<typeof deadLetter>[1], detail: string): OutgoingRecord {
    const { clock, log, source } = this.options;
    const { topic, partition, offset } = record;
    const why = `${source.name}: ${detail}`;
    log.write('warn', 'dead letter', { topic, partition, offset, reason, detail: why });
    return deadLetter(record, reason, why, clock.now());
  }
}
