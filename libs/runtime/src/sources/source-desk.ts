import type { Clock, IncomingRecord, Log, OutgoingRecord } from '@skald/ports';

import type { Publisher } from '../publish/publisher.js';
import { whyRefused } from '../publish/publisher.js';
import { deadLetter } from '../messages/dead-letter.js';
import type { DeadLetterMeter } from '../messages/dead-letter-meter.js';
import type { Delivery } from '../receive/delivery.js';
import { Settling } from '../receive/settling.js';
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
  readonly meter: DeadLetterMeter | undefined;
}

/** Turns the records of one source into requests; a record is settled when the broker has what became of it. */
export class SourceDesk {
  readonly #settling: Settling;

  constructor(private readonly options: SourceDeskOptions) {
    this.#settling = new Settling(options.log, 'a record was not sent on');
  }

  /** Never throws. */
  accept(delivery: Delivery): void {
    const { source, place } = this.options;
    const made = requestOfRecord(source, delivery.record, place);
    if (made.kind === 'passed-over') return delivery.settle();
    this.#settling.begin(delivery, (record) => this.#send(made, record));
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    return this.#settling.idle();
  }

  async #send(made: Exclude<Made, { kind: 'passed-over' }>, record: IncomingRecord): Promise<void> {
    const { publisher } = this.options;
    const refused = await publisher.publish([this.#recordOf(made, record)]);
    const why = whyRefused(refused);
    if (made.kind === 'unfit') await publisher.keepRests(refused);
    else if (why !== undefined) {
      await publisher.keepRests(await publisher.publish([this.#dead(record, 'OVERSIZE', why)]));
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
    const { clock, log, meter, source } = this.options;
    const { topic, partition, offset } = record;
    const why = `${source.name}: ${detail}`;
    log.write('warn', 'dead letter', { topic, partition, offset, reason, detail: why });
    meter?.deadLettered(topic, reason);
    return deadLetter(record, reason, why, clock.now());
  }
}
