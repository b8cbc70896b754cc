import type { MessageBus } from '@skald/ports';
import type { Member } from './member.js';
import { MemoryBroker, type MemoryBrokerOptions } from './memory-broker.js';
import { partitionOfKey } from '@skald/contracts';

/** The message bus of one process, for itself or with others on the same broker. */
export function memoryBus(broker: MemoryBroker | MemoryBrokerOptions): MessageBus {
  const shared = broker instanceof MemoryBroker ? broker : new MemoryBroker(broker);
  const subscriptions = new Set<Member>();
  return {
    topicEpoch: shared.epoch,
    publish: async (records) => shared.publish(records),
    subscribe: async (options, handlers) => {
      const member = shared.subscribe(options, handlers);
      subscriptions.add(member);
      return member;
    },
    createTopics: async (specifications) => shared.createTopics(specifications),
    partitionCounts: async (topics) => topics.map((topic) => shared.partitionsOf(topic).length),
    partitionOf: (key, partitions) => partitionOfKey(Buffer.from(key), partitions),
    ping: () => Promise.resolve(),
    close: async () => {
      await Promise.all([...subscriptions].map((member) => member.stop()));
    },
  };
}
