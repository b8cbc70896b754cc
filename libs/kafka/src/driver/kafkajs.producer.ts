import type { Message, Producer, TopicMessages } from 'kafkajs';
import type { TopicPartition } from '@skald/ports';
import type { DriverProducer, PartitionBatch } from './driver.js';
import { translated } from './kafkajs.errors.js';
import { kafkajsClient, metadataMaxAge, type KafkajsOptions } from './kafkajs.options.js';

/**
 * Sends through kafkajs, one attempt a call.
 *
 * Not with its idempotent producer: after any failure that one counts its sequence numbers back, also for partitions
 * that had taken their records, and the next records then pass for repeats and are dropped by the broker, acknowledged.
 * Repeats are harmless here (V5), losses are not.
 */
export function kafkajsProducer(options: KafkajsOptions): DriverProducer {
  let connected: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = kafkajsClient(options).producer({
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition!,
      metadataMaxAge,
      retry: { retries: 0 },
    });
    await producer.connect();
    return producer;
  }

  /** A fresh client next time: kafkajs keeps asking for a topic that is gone, and fails for all others with it. */
  function forget(): Promise<void> {
    const old = connected;
    connected = undefined;
    return old === undefined ? Promise.resolve() : old.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  return {
    async produce(batches) {
      try {
        const producer = await (connected ??= connect());
        const answers = await producer.sendBatch({ acks: -1, topicMessages: topicMessages(batches) });
        return answers.map(({ topicName: topic, partition }): TopicPartition => ({ topic, partition }));
      } catch (error) {
        const known = translated(error);
        if (known.kind !== 'refused') void forget();
        throw known;
      }
    },
    close: forget,
  };
}

function topicMessages(batches: readonly PartitionBatch[]): TopicMessages[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, partition, records } of batches) {
    const messages = topics.get(topic) ?? [];
    topics.set(topic, messages);
    for (const { key, value, headers } of records) messages.push({ partition, key, value, headers });
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
