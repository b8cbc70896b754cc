import { BusUnavailable, type Cancel, type MessageBus, type SubscriptionOptions } from '@skald/ports';
import { asked } from './asked.js';
import { KafkaSubscription, type SubscriptionContext } from './consumer/subscription.kafka.js';
import { kafkajsDriver } from './driver/kafkajs.driver.js';
import { partitionOfKey } from '@skald/contracts';
import { consumerTimes, type KafkaBusOptions } from './options.js';
import { Publisher } from './producer/publisher.js';
import { createTopics } from './topics/create-topics.js';
import { PartitionCounts } from './topics/partition-counts.js';

const pingWithinMs = 5_000;
const recordsPerPartition = 1_000;
const bytesPerRequest = 16 * 1024 * 1024;

/** The message bus on Kafka. Connects when it is first used. */
export function kafkaBus(options: KafkaBusOptions): MessageBus {
  const { clock, log, ids, replicationFactor = -1, publishTimeoutMs = 10_000 } = options;
  const { maxBytesPerPartition = 1_048_588, requestTimeoutMs = 15_000, connectionTimeoutMs = 3_000 } = options;
  const { fetchBytesPerPartition = 1024 * 1024, fetchBytes = 10 * 1024 * 1024 } = options;
  const times = consumerTimes(options);
  const connection = { connectionTimeoutMs, requestTimeoutMs, fetchBytesPerPartition, fetchBytes };
  const driver = options.driver ?? kafkajsDriver({ ...options, ...connection, ...times });
  const admin = driver.admin();
  const producer = driver.producer();
  const counts = new PartitionCounts(admin, clock);
  const publisher = new Publisher({
    producer,
    clock,
    publishTimeoutMs,
    counts,
    existing: async (topics) => {
      const found = await counts.refresh(topics);
      return new Set(topics.filter((_, n) => found[n]! > 0));
    },
    limits: { bytesPerPartition: maxBytesPerPartition, bytesPerRequest, recordsPerPartition },
    random: () => ids.random(),
  });
  const stalledAfterMs = times.rebalanceTimeoutMs + times.sessionTimeoutMs + requestTimeoutMs;
  const context: SubscriptionContext = { driver, clock, log, stalledAfterMs, sessionTimeoutMs: times.sessionTimeoutMs };
  const subscriptions = new Set<KafkaSubscription>();

  /** A broadcast is a group of its own, which nothing is committed for. */
  async function subscription(
    subscribed: SubscriptionOptions,
    handlers: ConstructorParameters<typeof KafkaSubscription>[2],
  ): Promise<KafkaSubscription> {
    if (!subscribed.broadcast) return new KafkaSubscription(context, subscribed, handlers);
    const from = await asked('the end of the topics', admin.endOffsets(subscribed.topics));
    const group = `${subscribed.group}.${ids.uuid()}`;
    return new KafkaSubscription(context, { ...subscribed, group }, handlers, from);
  }

  return {
    publish: (records) => publisher.publish(records),

    async subscribe(subscribed, handlers) {
      const made = await subscription(subscribed, handlers);
      subscriptions.add(made);
      made.start();
      return made;
    },

    createTopics: (specifications) =>
      asked('creating topics', createTopics({ admin, clock, replicationFactor }, specifications)),

    partitionCounts: (topics) => asked('partition counts', admin.partitionCounts(topics)),

    partitionOf: (key, partitions) => partitionOfKey(Buffer.from(key), partitions),

    async ping() {
      let cancel: Cancel = () => undefined;
      const tooLate = new Promise<never>((_, reject) => {
        const late = () => reject(new BusUnavailable(`no answer within ${pingWithinMs} ms`));
        cancel = clock.after(pingWithinMs, late);
      });
      const answer = asked('a ping', admin.ping());
      await Promise.race([answer, tooLate]).finally(cancel);
    },

    async close() {
      await Promise.all([...subscriptions].map((one) => one.stop()));
      await Promise.all([producer.close(), admin.close()]);
    },
  };
}
