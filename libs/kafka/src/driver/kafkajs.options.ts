import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import type { Log } from '@skald/ports';
import { logCreatorFor } from './kafkajs.log.js';
import { promptSocket } from './kafkajs.socket.js';

export interface KafkaSecurity {
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
}

export interface KafkajsOptions extends KafkaSecurity {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Log;
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly fetchWaitMs: number;
  readonly fetchBytesPerPartition: number;
  readonly fetchBytes: number;
}

/** Long enough to notice new partitions soon, short enough to cost nothing. */
export const metadataMaxAge = 60_000;

/** A client of its own for every producer, consumer and admin: kafkajs shares committed offsets within one. */
export function kafkajsClient(options: KafkajsOptions): Kafka {
  return new Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId,
    connectionTimeout: options.connectionTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
    ...(options.sasl === undefined ? {} : { sasl: options.sasl }),
    socketFactory: promptSocket,
    logLevel: logLevel.INFO,
    logCreator: logCreatorFor(options.log),
    // The callers try again themselves, as long as it takes, with their own clock.
    retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 500 },
  });
}
