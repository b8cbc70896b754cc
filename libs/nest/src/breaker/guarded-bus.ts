import type { MessageBus } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';
import type { BreakerOptions } from './breaker-options.js';
import { Circuit } from './circuit.js';
import { CircuitOpen } from './circuit-open.error.js';

/** While the circuit is open the bus counts as unavailable: who uses it pauses and sends again, nothing is dropped. */
export function guardedBus(bus: MessageBus, breaker: BreakerOptions = {}): MessageBus {
  const circuit = new Circuit({ ...breaker, name: 'the bus', isOutage: (error) => error instanceof BusUnavailable });
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await circuit.run(call);
    } catch (error) {
      if (error instanceof CircuitOpen) throw new BusUnavailable(error.message, { cause: error });
      throw error;
    }
  };
  return {
    ...(bus.topicEpoch !== undefined && { topicEpoch: bus.topicEpoch }),
    publish: (records) => guarded(() => bus.publish(records)),
    createTopics: (specifications) => guarded(() => bus.createTopics(specifications)),
    partitionCounts: (topics) => guarded(() => bus.partitionCounts(topics)),
    // A subscription looks after itself.
    subscribe: (options, handlers) => bus.subscribe(options, handlers),
    partitionOf: (key, partitions) => bus.partitionOf(key, partitions),
    ping: async () => {
      await bus.ping();
      if (circuit.isOpen) throw new BusUnavailable(`the circuit of ${circuit.name} is open`);
    },
    close: async () => {
      circuit.close();
      await bus.close();
    },
  };
}
