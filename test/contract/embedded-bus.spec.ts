import { MemoryBroker, memoryBus } from '@skald/embedded';
import { systemClock } from '@skald/runtime';
import { messageBusContract, recordingLog } from '@skald/testing';

messageBusContract('in memory', async () => {
  const broker = new MemoryBroker({ clock: systemClock(), log: recordingLog() });
  const buses: ReturnType<typeof memoryBus>[] = [];
  let topics = 0;
  const bus = async () => {
    const made = memoryBus(broker);
    buses.push(made);
    return made;
  };
  return {
    bus,
    topic: async (partitions) => {
      const topic = `topic-${topics++}`;
      await (await bus()).createTopics([{ topic, partitions }]);
      return topic;
    },
    close: async () => {
      await Promise.all(buses.map((one) => one.close()));
    },
  };
});
