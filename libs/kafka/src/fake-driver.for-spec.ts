import type { TopicPartition } from '@skald/ports';
import { DriverError } from './driver/driver.error.js';
import type {
  BatchAnswer,
  DriverAdmin,
  DriverConsumer,
  DriverConsumerHandlers,
  DriverConsumerOptions,
  DriverProducer,
  DriverTopic,
  KafkaDriver,
  PartitionBatch,
  PartitionOffset,
} from './driver/driver.js';

export interface FakeConsumer extends DriverConsumer {
  readonly options: DriverConsumerOptions;
  readonly handlers: DriverConsumerHandlers;
  readonly calls: readonly string[];
}

/** A client library whose every answer is decided by the test. */
export class FakeDriver implements KafkaDriver {
  readonly topics = new Map<string, number>();
  /** What arrived, as `topic/partition:value`. */
  readonly arrived: string[] = [];
  /** Values that the broker does not take. */
  readonly refused = new Set<string>();
  readonly requests: (readonly PartitionBatch[])[] = [];
  readonly consumers: FakeConsumer[] = [];
  /** Decides about the next requests, one after the other. */
  readonly answers: ((batches: readonly PartitionBatch[]) => readonly BatchAnswer[])[] = [];
  /** Decides about the next commits. */
  commit: (offsets: readonly PartitionOffset[]) => Promise<void> = () => Promise.resolve();

  producer(): DriverProducer {
    return {
      produce: async (batches) => {
        this.requests.push(batches);
        await Promise.resolve();
        return (this.answers.shift() ?? ((all) => this.take(all)))(batches);
      },
      close: () => Promise.resolve(),
    };
  }

  /** What a broker does: every batch as a whole or not at all. */
  take(batches: readonly PartitionBatch[]): readonly BatchAnswer[] {
    return batches.map(({ topic, partition, records }) => {
      const values = records.map(({ value }) => String(value));
      const isRefused = values.some((value) => this.refused.has(value));
      if (isRefused) return { topic, partition, error: new DriverError('refused', 'MESSAGE_TOO_LARGE') };
      if (!this.topics.has(topic)) return { topic, partition, error: new DriverError('unknown-topic', 'UNKNOWN') };
      this.arrived.push(...values.map((value) => `${topic}/${partition}:${value}`));
      return { topic, partition };
    });
  }

  admin(): DriverAdmin {
    return {
      partitionCounts: async (topics) => topics.map((topic) => this.topics.get(topic) ?? 0),
      createTopics: async (topics: readonly DriverTopic[]) => {
        const missing = topics.filter(({ topic }) => !this.topics.has(topic));
        for (const { topic, partitions } of missing) this.topics.set(topic, partitions);
        return missing.map(({ topic }) => topic);
      },
      endOffsets: async (topics) => topics.map((topic) => ({ topic, partition: 0, offset: 5 })),
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  consumer(options: DriverConsumerOptions, handlers: DriverConsumerHandlers): DriverConsumer {
    const calls: string[] = [];
    const list = (partitions: readonly TopicPartition[]) => partitions.map(({ partition }) => partition).join();
    const consumer: FakeConsumer = {
      options,
      handlers,
      calls,
      start: () => void calls.push('start'),
      pause: (partitions) => void calls.push(`pause ${list(partitions)}`),
      resume: (partitions) => void calls.push(`resume ${list(partitions)}`),
      commit: (offsets) => {
        calls.push(`commit ${offsets.map(({ partition, offset }) => `${partition}@${offset}`).join()}`);
        return this.commit(offsets);
      },
      stop: async () => void calls.push('stop'),
      abandon: async () => void calls.push('abandon'),
    };
    this.consumers.push(consumer);
    return consumer;
  }
}
