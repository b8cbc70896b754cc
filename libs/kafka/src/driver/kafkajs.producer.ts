import type { Message, Producer, TopicMessages } from 'kafkajs';
import type { BatchAnswer, DriverProducer, PartitionBatch } from './driver.js';
import { translated } from './kafkajs.errors.js';
import { kafkajsClient, metadataMaxAge, type KafkajsOptions } from './kafkajs.options.js';
import { answersBehind, brokerError, type TopicAnswer } from './kafkajs.repairs.js';

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

  /** A fresh client with fresh metadata next time: kafkajs keeps asking for a topic that is gone, and fails for all others with it. */
  function forget(): Promise<void> {
    const old = connected;
    connected = undefined;
    return old === undefined ? Promise.resolve() : old.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  return {
    async produce(batches) {
      try {
        const producer = await (connected ??= connect());
        const taken = await producer.sendBatch({ acks: -1, topicMessages: topicMessages(batches) });
        return taken.map(({ topicName: topic, partition }) => ({ topic, partition }));
      } catch (error) {
        const answers = answersBehind(error)?.flatMap(readAnswers);
        if (!answers?.every((answer) => answer.error === undefined || answer.error.kind === 'refused')) void forget();
        if (answers !== undefined) return answers;
        throw translated(error);
      }
    },
    close: forget,
  };
}

function readAnswers({ topicName: topic, partitions }: TopicAnswer): readonly BatchAnswer[] {
  return partitions.map(({ partition, errorCode }) => {
    const error = brokerError(errorCode);
    return error === undefined ? { topic, partition } : { topic, partition, error: translated(error) };
  });
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
