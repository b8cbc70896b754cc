import type { DriverAdmin, DriverProducer, KafkaDriver } from '@skald/kafka';
import type { SimulatedProcess } from '../process/simulated-process.js';
import { noAnswer } from './no-answer.js';
import type { SimulatedBroker } from './simulated-broker.js';
import { SimulatedConsumer } from './simulated-consumer.js';

/** The client library of one process. */
export function simulatedDriver(broker: SimulatedBroker, process: SimulatedProcess): KafkaDriver {
  const asked = <T>(what: string, act: () => T): Promise<T> => process.call('bus', what, act, noAnswer);
  const admin: DriverAdmin = {
    partitionCounts: (topics) => asked('metadata', () => topics.map((topic) => broker.partitionsOf(topic))),
    createTopics: (topics) => asked('create topics', () => broker.createTopics(topics)),
    endOffsets: (topics) => asked('end offsets', () => broker.endOffsets(topics)),
    ping: () => asked('ping', () => void broker.partitionsOf('')),
    close: () => Promise.resolve(),
  };
  const producer: DriverProducer = {
    produce: (batches) => process.ask('bus', 'produce', (answered) => broker.produce(batches, answered), noAnswer),
    close: () => Promise.resolve(),
  };
  return {
    admin: () => admin,
    producer: () => producer,
    consumer: (options, handlers) => new SimulatedConsumer(broker, process, options, handlers),
  };
}
