import { describe, it, jest } from '@jest/globals';
import { kafkaBus } from '@skald/kafka';
import type { MessageBus } from '@skald/ports';
import { systemClock, systemIds } from '@skald/runtime';
import { messageBusContract, recordingLog } from '@skald/testing';
import { services } from '../../docker/services/index.js';

jest.setTimeout(60_000);

const kafka = await services();

if (kafka.available) {
  messageBusContract('on Kafka', async () => {
    const buses: MessageBus[] = [];
    const run = `${process.pid}-${Date.now().toString(36)}`;
    let topics = 0;
    const bus = async () => {
      const made = kafkaBus({
        brokers: kafka.KAFKA_BROKERS.split(','),
        clientId: 'contract',
        clock: systemClock(),
        ids: systemIds(),
        log: recordingLog(),
        sessionTimeoutMs: 6_000,
        heartbeatIntervalMs: 200,
        fetchWaitMs: 200,
      });
      buses.push(made);
      return made;
    };
    const admin = await bus();
    return {
      bus,
      topic: async (partitions) => {
        const topic = `contract-${run}-${topics++}`;
        await admin.createTopics([{ topic, partitions }]);
        return topic;
      },
      close: async () => {
        await Promise.all(buses.map((one) => one.close()));
      },
    };
  });
} else {
  describe.skip(`the message bus on Kafka: ${kafka.reason}`, () => {
    it('is not tried', () => undefined);
  });
}
