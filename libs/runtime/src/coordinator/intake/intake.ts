import type { InstanceIdentity, ParentLink, RejectedReply } from '@skald/contracts';
import { instanceKey } from '@skald/contracts';
import type { Input, InputSource } from '@skald/engine';
import { refusal } from '@skald/engine';
import type { Clock, IncomingRecord, Log, MessageBus, OutgoingRecord } from '@skald/ports';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import { deadLetter } from '../../messages/dead-letter.js';
import type { DeadLetterMeter } from '../../messages/dead-letter-meter.js';
import type { RefusedRequest } from '../../messages/decode-request.js';
import { decodeRequest } from '../../messages/decode-request.js';
import { decodeResult } from '../../messages/decode-result.js';
import type { Outgoing } from '../publish/outgoing.js';
import type { Publisher } from '../../publish/publisher.js';
import type { Receipts } from '../publish/receipts.js';
import { SkewWatch } from '../../receive/skew-watch.js';
import type { Offsets } from '../settle/offsets.js';
import type { TopicNames } from '../../topics/topics.js';
import type { Item } from '../turns/item.js';

export interface IntakeOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly names: TopicNames;
  readonly offsets: Offsets;
  readonly outgoing: Outgoing;
  readonly publisher: Publisher;
  readonly receipts: Receipts | undefined;
  readonly meter: DeadLetterMeter | undefined;
  readonly topicEpoch: number;
  /** Partitions of the inbound topics. */
  readonly partitions: () => number;
  readonly deliver: (instance: string, item: Item) => void;
  /** A record has arrived somewhere else. */
  readonly sent: () => void;
}

type Read =
  | { readonly kind: 'input'; readonly identity: InstanceIdentity; readonly input: (source: InputSource) => Input }
  /** Goes somewhere else: dead letter, right partition, a refusal; settled when it is there. */
  | { readonly kind: 'elsewhere'; readonly records: readonly OutgoingRecord[] };

/** Room 1: records become inputs of instances. A bad one never stops the partition (V7), and nothing disappears (V8). */
export class Intake {
  readonly #skew: SkewWatch;
  #sending = 0;
  #idle: (() => void)[] = [];

  constructor(private readonly options: IntakeOptions) {
    this.#skew = new SkewWatch(options.clock, options.log);
  }

  /** Records on their way somewhere else. */
  get sending(): number {
    return this.#sending;
  }

  /** Resolves when no record is on its way somewhere else. */
  idle(): Promise<void> {
    return this.#sending === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  take(records: readonly IncomingRecord[]): void {
    const { offsets, receipts } = this.options;
    for (const record of records) {
      const opened = offsets.opened(record, record.offset, record.value?.length ?? 0);
      if (opened === undefined) continue;
      this.#skew.seen(record);
      const settle = receipts?.settling(record, opened) ?? opened;
      const read = this.#readOrKeep(record);
      if (read.kind === 'elsewhere') void this.#send(read.records, settle);
      else this.#deliver(record, read, settle);
    }
  }

  #deliver(record: IncomingRecord, read: Extract<Read, { kind: 'input' }>, settle: () => void): void {
    const { names, deliver } = this.options;
    const stream = record.topic === names.requests ? 'requests' : 'results';
    const label = `${record.topic}-${record.partition}@${record.offset}`;
    const { topicEpoch } = this.options;
    const input = read.input({ stream, topicEpoch, offset: record.offset, label });
    deliver(instanceKey(read.identity), { input, record, settle });
  }

  /** What no record should be able to do, one can: it is kept, and those after it are read (V7). */
  #readOrKeep(record: IncomingRecord): Read {
    try {
      return this.#read(record);
    } catch (error) {
      return this.#dead(record, { reason: 'ENGINE_ERROR', detail: String((error as Error).stack ?? error) });
    }
  }

  #read(record: IncomingRecord): Read {
    return record.topic === this.options.names.requests ? this.#readRequest(record) : this.#readResult(record);
  }

  #readRequest(record: IncomingRecord): Read {
    const decoded = decodeRequest(record);
    switch (decoded.kind) {
      case 'message': {
        const request = decoded.message;
        return this.#placed(record, request, (source) => ({ kind: 'request', request, source }));
      }
      case 'refused': {
        const { identity, code, detail, path, requestId, replyTo, parent } = decoded;
        if (parent !== undefined) return { kind: 'elsewhere', records: [this.#refusedChild(decoded, parent)] };
        const reply: RejectedReply = {
          type: 'rejected',
          ...identity,
          run: 0,
          ...(requestId === undefined ? {} : { requestId }),
          code,
          detail,
          path,
        };
        return { kind: 'elsewhere', records: [this.options.outgoing.reply(replyTo, reply, this.options.clock.now())] };
      }
      case 'forward':
        return { kind: 'elsewhere', records: [this.#forwarded(record, decoded.key)] };
      case 'unreadable':
        return this.#dead(record, decoded);
    }
  }

  /** So that the parent is never stuck. */
  #refusedChild({ type, identity, code, detail, path }: RefusedRequest, parent: ParentLink): OutgoingRecord {
    const operation = type === 'undo' ? 'compensate' : 'execute';
    const result = refusal(identity, 0, parent, operation, code, `${path} ${detail}`);
    return this.options.outgoing.result(result);
  }

  #readResult(record: IncomingRecord): Read {
    const decoded = decodeResult(record);
    switch (decoded.kind) {
      case 'message': {
        const result = decoded.message;
        return this.#placed(record, result, (source) => ({ kind: 'result', result, source }));
      }
      case 'forward':
        return { kind: 'elsewhere', records: [this.#forwarded(record, decoded.key)] };
      case 'unreadable':
        return this.#dead(record, decoded);
    }
  }

  /** A record on the wrong partition (a client with another partitioner) is sent on to the right one. */
  #placed(record: IncomingRecord, identity: InstanceIdentity, input: (source: InputSource) => Input): Read {
    const { bus, partitions } = this.options;
    if (bus.partitionOf(identity.workflowId, partitions()) !== record.partition) {
      return { kind: 'elsewhere', records: [this.#forwarded(record, identity.workflowId)] };
    }
    return { kind: 'input', identity, input };
  }

  /** To the partition that is right by our own count: were the broker's another one, the record would come back for ever. */
  #forwarded({ topic, value, headers }: IncomingRecord, key: string): OutgoingRecord {
    const { bus, partitions } = this.options;
    return { topic, key, value, headers, partition: bus.partitionOf(key, partitions()) };
  }

  #dead(
    record: IncomingRecord,
    { reason, detail }: { reason: Parameters<typeof deadLetter>[1]; detail: string },
  ): Read {
    const { clock, log, meter } = this.options;
    const { topic, partition, offset } = record;
    log.write('warn', 'dead letter', { topic, partition, offset, reason, detail });
    meter?.deadLettered(topic, reason);
    return { kind: 'elsewhere', records: [deadLetter(record, reason, detail, clock.now())] };
  }

  async #send(records: readonly OutgoingRecord[], settle: () => void): Promise<void> {
    const { log, sent } = this.options;
    this.#sending += 1;
    try {
      const { publisher } = this.options;
      await publisher.keepRests(await publisher.publish(records));
      settle();
    } catch (error) {
      // On its way out: the record comes again. So it does when nobody can say what is wrong with it.
      if (!(error instanceof BatchClosed)) log.write('error', 'a record was not sent on', { error: String(error) });
    }
    this.#sending -= 1;
    if (this.#sending === 0) for (const resolve of this.#idle.splice(0)) resolve();
    sent();
  }
}
