import { kafkaBus } from '@skald/kafka';
import { createSagaClient } from '@skald/runtime';
import { simulatedDriver } from '../broker/simulated-driver.js';
import type { SimulatedProcess } from '../process/simulated-process.js';
import type { Surroundings } from './boot-coordinator.js';
import type { Caller } from './caller.js';
import type { Part } from './host.js';

/** A client that asks what its caller wants to be asked. */
export function bootClient(process: SimulatedProcess, { broker }: Surroundings, caller: Caller): Part {
  const { clock, ids, log, name } = process;
  const bus = kafkaBus({ brokers: [], clientId: name, clock, ids, log, driver: simulatedDriver(broker, process) });
  const client = createSagaClient({ bus, clock, ids, log });
  caller.use(client, process);
  return {
    drain: async () => {
      await client.close();
      await bus.close();
    },
    left: () => {
      const { pending } = client.health();
      return pending === 0 ? [] : [{ process: name, kind: 'waiter', detail: `${pending} questions` }];
    },
  };
}
