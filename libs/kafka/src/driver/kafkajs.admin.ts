import type { Admin } from 'kafkajs';
import type { DriverAdmin, DriverTopic } from './driver.js';
import { translated } from './kafkajs.errors.js';
import { kafkajsClient, type KafkajsOptions } from './kafkajs.options.js';

/** Asks and tells the cluster; a connection that failed once is not used again. */
export function kafkajsAdmin(options: KafkajsOptions): DriverAdmin {
  let connected: Promise<Admin> | undefined;

  async function connect(): Promise<Admin> {
    const admin = kafkajsClient(options).admin();
    await admin.connect();
    return admin;
  }

  function forget(): Promise<void> {
    const old = connected;
    connected = undefined;
    return old === undefined ? Promise.resolve() : old.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  async function ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    try {
      return await question(await (connected ??= connect()));
    } catch (error) {
      void forget();
      throw translated(error);
    }
  }

  return {
    partitionCounts: (topics) =>
      ask(async (admin) => {
        // All topics: kafkajs fails as a whole when one of those asked for does not exist.
        const { topics: known } = await admin.fetchTopicMetadata();
        const counts = new Map(known.map(({ name, partitions }) => [name, partitions.length]));
        return topics.map((topic) => counts.get(topic) ?? 0);
      }),

    createTopics: (topics) =>
      ask(async (admin) => {
        const created = await Promise.all(topics.map((topic) => create(admin, topic)));
        return topics.filter((_, n) => created[n]).map(({ topic }) => topic);
      }),

    endOffsets: (topics) =>
      ask(async (admin) => {
        const answers = await Promise.all(
          topics.map(async (topic) => {
            const offsets = await admin.fetchTopicOffsets(topic);
            return offsets.map(({ partition, high }) => ({ topic, partition, offset: Number(high) }));
          }),
        );
        return answers.flat();
      }),

    ping: () =>
      ask(async (admin) => {
        await admin.describeCluster();
      }),

    close: forget,
  };
}

/** One request a topic: of several it would not be told which of them were there already. */
async function create(admin: Admin, { topic, partitions, replicationFactor, config }: DriverTopic): Promise<boolean> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  const wanted = { topic, numPartitions: partitions, replicationFactor, configEntries };
  return admin.createTopics({ topics: [wanted], waitForLeaders: false });
}
