import type { SagaDefinition } from '@skald/engine';
import { kafkaBus } from '@skald/kafka';
import type { CoordinatorOptions } from '@skald/runtime';
import { createCoordinator } from '@skald/runtime';
import type { JournalWrite } from '../../checker/evidence/journal-dump.js';
import type { LeftBehind } from '../../checker/evidence/remains.js';
import type { SimulatedBroker } from '../broker/simulated-broker.js';
import { simulatedDriver } from '../broker/simulated-driver.js';
import type { SimulatedProcess } from '../process/simulated-process.js';
import type { SimulatedMongo } from '../store/simulated-mongo.js';
import { simulatedStores } from '../store/simulated-stores.js';
import type { Part } from './host.js';
import { patiently } from './patiently.js';
import { watchedJournal } from './watched-journal.js';

export interface Surroundings {
  readonly broker: SimulatedBroker;
  readonly store: SimulatedMongo;
}

export interface CoordinatorSetting extends Surroundings, Pick<CoordinatorOptions, 'partitions' | 'cacheBytes'> {
  readonly sagas: readonly SagaDefinition[];
  readonly writes: JournalWrite[];
}

export function bootCoordinator(process: SimulatedProcess, setting: CoordinatorSetting): Part {
  const { broker, store, writes, ...settings } = setting;
  const { clock, ids, log, name } = process;
  const bus = kafkaBus({ brokers: [], clientId: name, clock, ids, log, driver: simulatedDriver(broker, process) });
  const { journal, ...stores } = simulatedStores(store, process);
  const coordinator = createCoordinator({
    ...{ ...settings, ...stores, bus, clock, ids, log },
    journal: watchedJournal(journal, name, writes),
  });
  coordinator.onFatal(() => process.crash());
  patiently(process, () => coordinator.start());
  return {
    drain: async (timeoutMs) => {
      await coordinator.drain(timeoutMs);
      await bus.close();
    },
    left: (): readonly LeftBehind[] => {
      const { waiting, cached, timers } = coordinator.health();
      const kept = [
        { kind: 'waiter', count: waiting },
        { kind: 'cache-entry', count: cached },
        { kind: 'timer', count: timers },
      ] as const;
      return kept
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => ({ process: name, kind, detail: `${count} of them` }));
    },
  };
}
