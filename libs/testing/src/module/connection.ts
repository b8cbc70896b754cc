import type { MessageBus, OutgoingRecord, Subscription } from '@skald/ports';
import { BusUnavailable, StoreUnavailable } from '@skald/ports';
import type { Store } from '@skald/nest';
import type { Faults } from './faults.js';

const gone = 'the process has crashed';

/** How one process reaches bus and store; cut off, nothing of it gets through any more. */
export class Connection {
  private isCut = false;
  private readonly subscriptions = new Set<Subscription>();

  constructor(
    private readonly faults: Faults,
    private readonly sharedBus: MessageBus,
    private readonly sharedStore: Store,
  ) {}

  async cut(): Promise<void> {
    this.isCut = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
  }

  get bus(): MessageBus {
    const { sharedBus, faults } = this;
    const reached = (): void => {
      if (this.isCut) throw new BusUnavailable(gone);
    };
    return {
      ...sharedBus,
      publish: async (records) => {
        reached();
        return faults.published(records, (sent: readonly OutgoingRecord[]) => sharedBus.publish(sent));
      },
      subscribe: async (options, handlers) => {
        reached();
        const subscription = await sharedBus.subscribe(options, {
          assigned: (generation, partitions) => this.unlessCut(() => handlers.assigned(generation, partitions)),
          records: (generation, records) => this.unlessCut(() => handlers.records(generation, records)),
          crashed: (error) => this.unlessCut(() => handlers.crashed(error)),
        });
        this.subscriptions.add(subscription);
        return subscription;
      },
      ping: async () => reached(),
      // The bus of the other processes stays.
      close: async () => void (await Promise.all([...this.subscriptions].map((one) => one.stop()))),
    };
  }

  get store(): Store {
    const { sharedStore, faults } = this;
    const reached = async <T>(call: () => Promise<T>): Promise<T> => {
      if (this.isCut) throw new StoreUnavailable(gone);
      return call();
    };
    const { journal, instances, ledger, custody, versions } = sharedStore;
    return {
      journal: {
        append: (turns) => reached(() => faults.written(() => journal.append(turns))),
        read: (questions) => reached(() => journal.read(questions)),
        page: (instance, afterSeq, limit) => reached(() => journal.page(instance, afterSeq, limit)),
        remove: (keys) => reached(() => journal.remove(keys)),
      },
      instances: {
        save: (projections) => reached(() => instances.save(projections)),
        park: (key, waitingFor) => reached(() => instances.park(key, waitingFor)),
        openByVersion: () => reached(() => instances.openByVersion()),
        openByNamespace: (buckets) => reached(() => instances.openByNamespace(buckets)),
        find: (keys) => reached(() => instances.find(keys)),
        due: (question) => reached(() => instances.due(question)),
        parked: (question) => reached(() => instances.parked(question)),
        list: (filter, limit, cursor) => reached(() => instances.list(filter, limit, cursor)),
        open: (after, limit) => reached(() => instances.open(after, limit)),
        expired: (now, limit) => reached(() => instances.expired(now, limit)),
        remove: (keys) => reached(() => instances.remove(keys)),
      },
      ledger: {
        record: (records) => reached(() => ledger.record(records)),
        read: (keys) => reached(() => ledger.read(keys)),
        sweep: (before, limit) => reached(() => ledger.sweep(before, limit)),
      },
      custody: {
        take: (holder, partitions) => reached(() => custody.take(holder, partitions)),
        giveBack: (holder, partitions) => reached(() => custody.giveBack(holder, partitions)),
        suspects: () => reached(() => custody.suspects()),
        mark: (suspects) => reached(() => custody.mark(suspects)),
        clear: (keys) => reached(() => custody.clear(keys)),
      },
      versions: {
        current: () => reached(() => versions.current()),
        move: (pointer) => reached(() => versions.move(pointer)),
      },
      ping: () => reached(() => sharedStore.ping()),
      // The store of the other processes stays.
      close: async () => undefined,
    };
  }

  private unlessCut(handle: () => void): void {
    if (!this.isCut) handle();
  }
}
