import { StoreUnavailable } from '@skald/ports';
import type { Store } from '../adapters/store.js';
import type { BreakerOptions } from './breaker-options.js';
import { Circuit } from './circuit.js';
import { CircuitOpen } from './circuit-open.error.js';

/** While the circuit is open the store counts as unavailable: intake pauses and everything is tried again, nothing is dropped. */
export function guardedStore<S extends Store>(store: S, breaker: BreakerOptions = {}): S {
  const circuit = new Circuit({
    ...breaker,
    name: 'the store',
    isOutage: (error) => error instanceof StoreUnavailable,
  });
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await circuit.run(call);
    } catch (error) {
      if (error instanceof CircuitOpen) throw new StoreUnavailable(error.message, { cause: error });
      throw error;
    }
  };
  const { journal, instances, ledger, custody, versions } = store;
  return {
    ...store,
    journal: {
      append: (turns) => guarded(() => journal.append(turns)),
      read: (questions) => guarded(() => journal.read(questions)),
      page: (instance, afterSeq, limit) => guarded(() => journal.page(instance, afterSeq, limit)),
      remove: (removed) => guarded(() => journal.remove(removed)),
    },
    instances: {
      save: (projections) => guarded(() => instances.save(projections)),
      park: (instance, waitingFor) => guarded(() => instances.park(instance, waitingFor)),
      find: (keys) => guarded(() => instances.find(keys)),
      due: (question) => guarded(() => instances.due(question)),
      parked: (question) => guarded(() => instances.parked(question)),
      list: (filter, limit, cursor) => guarded(() => instances.list(filter, limit, cursor)),
      open: (after, limit) => guarded(() => instances.open(after, limit)),
      openByVersion: () => guarded(() => instances.openByVersion()),
      openByNamespace: (buckets) => guarded(() => instances.openByNamespace(buckets)),
      expired: (now, limit) => guarded(() => instances.expired(now, limit)),
      remove: (removed) => guarded(() => instances.remove(removed)),
    },
    ledger: {
      record: (records) => guarded(() => ledger.record(records)),
      read: (keys) => guarded(() => ledger.read(keys)),
      sweep: (before, limit) => guarded(() => ledger.sweep(before, limit)),
    },
    custody: {
      take: (holder, partitions) => guarded(() => custody.take(holder, partitions)),
      giveBack: (holder, partitions) => guarded(() => custody.giveBack(holder, partitions)),
      suspects: () => guarded(() => custody.suspects()),
      mark: (suspects) => guarded(() => custody.mark(suspects)),
      clear: (keys) => guarded(() => custody.clear(keys)),
    },
    versions: {
      current: () => guarded(() => versions.current()),
      move: (pointer) => guarded(() => versions.move(pointer)),
    },
    ping: async () => {
      await store.ping();
      if (circuit.isOpen) throw new StoreUnavailable(`the circuit of ${circuit.name} is open`);
    },
    close: async () => {
      circuit.close();
      await store.close();
    },
  };
}
