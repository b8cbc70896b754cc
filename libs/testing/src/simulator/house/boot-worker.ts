import { kafkaBus } from '@skald/kafka';
import type { ActivityHandler } from '@skald/runtime';
import { commandTopics, createParticipant, topicNames } from '@skald/runtime';
import { simulatedDriver } from '../broker/simulated-driver.js';
import { simulatedStores } from '../store/simulated-stores.js';
import type { OutsideWorld } from '../outside/outside-world.js';
import type { SimulatedProcess } from '../process/simulated-process.js';
import type { Surroundings } from './boot-coordinator.js';
import type { Part } from './host.js';
import { patiently } from './patiently.js';
import { watchedHandler } from './watched-handler.js';

export interface WorkerSetting extends Surroundings {
  readonly handlers: (process: SimulatedProcess) => readonly ActivityHandler[];
  readonly outside: OutsideWorld;
  readonly partitions: number;
}

export function bootWorker(process: SimulatedProcess, setting: WorkerSetting): Part {
  const { broker, store, outside, partitions } = setting;
  const { clock, ids, log, name } = process;
  const bus = kafkaBus({ brokers: [], clientId: name, clock, ids, log, driver: simulatedDriver(broker, process) });
  const participant = createParticipant({
    ...{ bus, clock, ids, log, ledger: simulatedStores(store, process).ledger },
    handlers: setting.handlers(process).map((handler) => watchedHandler(handler, process, outside)),
    onCrash: () => process.crash(),
  });
  patiently(process, async () => {
    const names = topicNames('saga.');
    await bus.createTopics(participant.handledQueues.flatMap((queue) => commandTopics(names, queue, partitions)));
    await participant.start();
  });
  return {
    drain: async (timeoutMs) => {
      await participant.drain(timeoutMs);
      await bus.close();
    },
    left: () => {
      const { running } = participant.health();
      return running === 0 ? [] : [{ process: name, kind: 'waiter', detail: `${running} handlers run` }];
    },
  };
}
