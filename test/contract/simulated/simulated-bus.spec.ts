import { kafkaBus } from '@skald/kafka';
import type { MessageBus } from '@skald/ports';
import { messageBusContract } from '@skald/testing';
import { SimulatedBroker, simulatedDriver } from '@skald/testing/simulator';
import { RunningKernel } from './running-kernel.js';

messageBusContract('on a simulated Kafka', async () => {
  const world = new RunningKernel();
  const { kernel, random, sometimes } = world;
  const broker = new SimulatedBroker({ kernel, random, sometimes, replicationMs: 3, notTaken: 0 });
  const buses: MessageBus[] = [];
  const bus = async () => {
    const process = world.process();
    const { clock, ids, log } = process;
    const made = kafkaBus({
      brokers: [],
      clientId: 'contract',
      clock,
      ids,
      log,
      driver: simulatedDriver(broker, process),
    });
    buses.push(made);
    return made;
  };
  const admin = await bus();
  let topics = 0;
  return {
    bus,
    now: () => kernel.now,
    topic: async (partitions) => {
      const topic = `contract-${topics++}`;
      await admin.createTopics([{ topic, partitions }]);
      return topic;
    },
    close: async () => {
      await Promise.all(buses.map((one) => one.close()));
      await world.close();
    },
  };
});
