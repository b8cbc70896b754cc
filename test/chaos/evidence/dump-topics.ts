import { Kafka, logLevel } from 'kafkajs';
import type { IncomingRecord } from '@skald/ports';
import type { BrokerDump, BrokerRecord, CommittedOffset } from '@skald/testing';
import { follow, text, testBus } from '../../e2e/system/event-feed.ts';
import { groups, queues, topics } from '../house/house.ts';

/** Everything that is on the topics, and how far each group has come. */
export async function dumpTopics(brokers: string): Promise<BrokerDump> {
  const admin = new Kafka({ brokers: [brokers], clientId: 'chaos-dump', logLevel: logLevel.NOTHING }).admin();
  const bus = testBus(brokers);
  try {
    await admin.connect();
    const committed: CommittedOffset[] = [];
    for (const group of [groups.coordinators, ...queues.map((queue) => `${groups.workers}.${queue}`)]) {
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group })) {
        for (const { partition, offset } of partitions) {
          if (Number(offset) >= 0) committed.push({ group, topic, partition, offset: Number(offset) });
        }
      }
    }
    let wanted = 0;
    for (const topic of topics) {
      for (const { low, high } of await admin.fetchTopicOffsets(topic)) wanted += Number(high) - Number(low);
    }
    const feed = await follow(bus, topics);
    const records = await feed.until((all) => (all.length >= wanted ? all : undefined));
    return { prefix: 'saga.', records: records.map(recordOf), committed };
  } finally {
    await Promise.all([admin.disconnect(), bus.close()]);
  }
}

function recordOf({ topic, partition, offset, key, value, headers }: IncomingRecord): BrokerRecord {
  return {
    ...{ topic, partition, offset, key: key === null ? null : text(key), value: value === null ? null : text(value) },
    headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, text(bytes)])),
  };
}
