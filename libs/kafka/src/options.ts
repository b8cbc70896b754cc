import type { Clock, Ids, Log } from '@skald/ports';
import type { KafkaDriver } from './driver/driver.js';
import type { KafkaSecurity } from './driver/kafkajs.options.js';

export interface KafkaBusOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Log;
  readonly clock: Clock;
  /** For the group names of broadcasts and where records without a key begin. */
  readonly ids: Ids;
  readonly ssl?: KafkaSecurity['ssl'];
  readonly sasl?: KafkaSecurity['sasl'];
  /** A member that is not heard of for so long loses its partitions. Default 10 s. */
  readonly sessionTimeoutMs?: number;
  /** Default a tenth of the session's. */
  readonly heartbeatIntervalMs?: number;
  /** How long members have to join again when the group changes. Default twice the session's. */
  readonly rebalanceTimeoutMs?: number;
  /** How long the broker holds a fetch while there is nothing; records come at once all the same. Default 1 s, at most a third of the session's. */
  readonly fetchWaitMs?: number;
  /** Default 1 MiB of each partition, 10 MiB in all. */
  readonly fetchBytesPerPartition?: number;
  readonly fetchBytes?: number;
  /** What the broker takes of one partition at once, `message.max.bytes`. Default 1,048,588. */
  readonly maxBytesPerPartition?: number;
  readonly connectionTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  /** How long `publish` tries before it throws BusUnavailable. Default 10 s. */
  readonly publishTimeoutMs?: number;
  /** Of topics that are created; default -1, the broker's own. */
  readonly replicationFactor?: number;
  /** Another client library, or a simulated one; default kafkajs. */
  readonly driver?: KafkaDriver;
}

export type ConsumerTimes = Required<
  Pick<KafkaBusOptions, 'sessionTimeoutMs' | 'heartbeatIntervalMs' | 'rebalanceTimeoutMs' | 'fetchWaitMs'>
>;

export function consumerTimes(options: KafkaBusOptions): ConsumerTimes {
  const { sessionTimeoutMs = 10_000 } = options;
  const {
    heartbeatIntervalMs = Math.ceil(sessionTimeoutMs / 10),
    rebalanceTimeoutMs = sessionTimeoutMs * 2,
    fetchWaitMs = 1_000,
  } = options;
  // Heartbeats are sent between fetches.
  const longestWaitMs = Math.floor(sessionTimeoutMs / 3);
  return {
    sessionTimeoutMs,
    heartbeatIntervalMs,
    rebalanceTimeoutMs,
    fetchWaitMs: Math.min(fetchWaitMs, longestWaitMs),
  };
}
