import { createRequire } from 'node:module';
import { encodeRecord, isOurs, type RecordToEncode } from './kafkajs.record-encoder.js';

/** kafkajs's own object behind a running consumer; the public face shows none of this. */
export interface ConsumerGroupInside {
  readonly cluster: object;
  memberId: string | null;
  readonly generationId: number | null;
  /** How long the next fetch waits for data, and how long it sleeps when everything is paused. */
  maxWaitTime: number;
  readonly seekOffset: { clear(): void };
  fetch(nodeId: string): Promise<readonly object[]>;
  commitOffsets(offsets: {
    topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
  }): Promise<void>;
  joinAndSync(): Promise<void>;
  leave(): Promise<void>;
}

interface RequestQueueInside {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, RequestInside>;
  readonly enforceRequestTimeout: boolean;
  requestTimeoutIntervalId: NodeJS.Timeout;
  isConnected(): boolean;
  destroy(): void;
}

interface ProduceResponse {
  parse: (data: { readonly topics: readonly TopicAnswer[] }) => Promise<unknown>;
}

export interface TopicAnswer {
  readonly topicName: string;
  readonly partitions: readonly { readonly partition: number; readonly errorCode: number }[];
}

interface RequestInside {
  readonly sentAt: number;
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

type Method<This> = (this: This, ...parameters: unknown[]) => unknown;
type Class<This> = { readonly prototype: Record<string, Method<This>> };

const require = createRequire(import.meta.url);
const answers = new WeakMap<object, readonly TopicAnswer[]>();
const awaited = new WeakMap<object, (group: ConsumerGroupInside) => void>();
const timeoutCheckMs = 1_000;
let done = false;

/**
 * kafkajs 2.2.4 is not maintained any more; what is wrong with it for us is put right here, once per process:
 *
 * 1. `RequestQueue.scheduleCheckPendingRequests` starts a timer although nothing is pending, with a delay that is
 *    negative, so every idle connection wakes up each millisecond. Now it does so only when there is something to check.
 * 2. `RequestQueue.scheduleRequestTimeoutCheck` looks for late requests ten times a second on every connection;
 *    once a second is enough for time-outs of many seconds.
 * 3. `ConsumerGroup` has what a careful consumer needs (generation, seeks to forget, a commit without blind retries)
 *    but is reachable from nowhere; its `connect` now hands it to whoever asked `whenConnecting`.
 * 4. What the broker says to each partition of a produce request is thrown away as soon as it refuses one of them, so
 *    that everything would have to be sent again. Now the error carries it all, for `answersBehind`.
 * 5. Encoding records was a third of the time of a busy producer; ours are encoded by `encodeRecord`.
 *
 * @throws Error when the library is not the one these repairs were made for.
 */
export function repairKafkajs(): void {
  if (done) return;
  const queue = require('kafkajs/src/network/requestQueue') as Class<RequestQueueInside>;
  wrap(queue, 'RequestQueue', 'scheduleCheckPendingRequests', function (original) {
    if (this.pending.length > 0) return original();
    return undefined;
  });
  wrap(queue, 'RequestQueue', 'scheduleRequestTimeoutCheck', function () {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(() => {
      const now = Date.now();
      for (const request of [...this.inflight.values()]) {
        if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
      }
      if (!this.isConnected()) this.destroy();
    }, timeoutCheckMs);
  });
  const group = require('kafkajs/src/consumer/consumerGroup') as Class<ConsumerGroupInside>;
  for (const method of ['fetch', 'commitOffsets', 'joinAndSync', 'leave']) mustHave(group, 'ConsumerGroup', method);
  wrap(group, 'ConsumerGroup', 'connect', function (original) {
    if (typeof this.seekOffset?.clear !== 'function' || typeof this.maxWaitTime !== 'number') {
      throw new Error(notTheLibrary('ConsumerGroup has no seekOffset or maxWaitTime'));
    }
    awaited.get(this.cluster)?.(this);
    return original();
  });
  for (const version of [3, 4, 5, 6, 7]) {
    const response = require(`kafkajs/src/protocol/requests/produce/v${version}/response`) as ProduceResponse;
    if (typeof response?.parse !== 'function') throw new Error(notTheLibrary(`produce v${version} has no parse`));
    const parse = response.parse;
    response.parse = async (data) => {
      try {
        return await parse(data);
      } catch (error) {
        answers.set(error as object, data.topics);
        throw error;
      }
    };
  }
  const encoder = 'kafkajs/src/protocol/recordBatch/record/v0';
  const encode = require(encoder) as typeof encodeRecord;
  const module = require.cache[require.resolve(encoder)];
  if (typeof encode !== 'function' || module === undefined) throw new Error(notTheLibrary('no encoder of records'));
  module.exports = (record: RecordToEncode) => (isOurs(record) ? encodeRecord(record) : encode(record));
  done = true;
}

/** Calls back with the consumer group of a cluster object (as assigners are given one), before it joins. */
export function whenConnecting(cluster: object, use: (group: ConsumerGroupInside) => void): void {
  awaited.set(cluster, use);
}

/** What a broker said to each partition of the produce request that failed with this error, if it came that far. */
export function answersBehind(error: unknown): readonly TopicAnswer[] | undefined {
  let next = error;
  for (let depth = 0; typeof next === 'object' && next !== null && depth < 8; depth++) {
    const found = answers.get(next);
    if (found !== undefined) return found;
    next = (next as { readonly cause?: unknown }).cause;
  }
  return undefined;
}

/** The error behind a code of the protocol, undefined for success. */
export function brokerError(code: number): unknown {
  if (code === 0) return undefined;
  const { createErrorFromCode } = require('kafkajs/src/protocol/error') as {
    createErrorFromCode: (code: number) => unknown;
  };
  return createErrorFromCode(code);
}

function wrap<This>(
  type: Class<This>,
  name: string,
  method: string,
  repaired: (this: This, original: () => unknown) => unknown,
): void {
  mustHave(type, name, method);
  const original = type.prototype[method]!;
  type.prototype[method] = function (this: This, ...parameters: unknown[]): unknown {
    return repaired.call(this, () => original.apply(this, parameters));
  };
}

function mustHave(type: Class<never>, name: string, method: string): void {
  if (typeof type?.prototype?.[method] !== 'function') throw new Error(notTheLibrary(`${name}.${method} is not there`));
}

function notTheLibrary(what: string): string {
  return `kafkajs is not the version (2.2.4) that @skald/kafka repairs: ${what}`;
}
