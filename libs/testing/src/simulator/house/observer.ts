import type { Turn } from '@skald/engine';
import type { InstanceProjection } from '@skald/ports';
import { StoreUnavailable } from '@skald/ports';
import { recordingLog } from '../../virtual/recording-log.js';
import type { Kernel } from '../kernel/kernel.js';
import { SimulatedProcess } from '../process/simulated-process.js';
import type { SimulatedMongo } from '../store/simulated-mongo.js';
import { simulatedStores } from '../store/simulated-stores.js';

export interface Seen {
  readonly turns: readonly Turn[];
  readonly projections: readonly InstanceProjection[];
}

/** Reads what the store has, by a process that no fault touches. */
export class Observer {
  private readonly stores: ReturnType<typeof simulatedStores>;

  constructor(
    private readonly kernel: Kernel,
    private readonly store: SimulatedMongo,
  ) {
    const process = new SimulatedProcess({
      ...{ kernel, name: 'observer', seed: 0xffff, log: recordingLog(), clockOffsetMs: 0 },
      fates: { of: () => ({ kind: 'answered', there: 0, back: 0 }) },
      onCrash: () => undefined,
    });
    this.stores = simulatedStores(store, process);
  }

  get instances(): readonly string[] {
    return this.store.distinct('journal', 'instance', {}, 'majority') as string[];
  }

  /** Undefined: the store cannot be reached. */
  glance(): Promise<Seen | undefined> {
    return this.look().catch((error: unknown) => {
      if (error instanceof StoreUnavailable) return undefined;
      throw error;
    });
  }

  /** @throws StoreUnavailable */
  async look(): Promise<Seen> {
    const { instances } = this;
    const { journal, instances: projected } = this.stores;
    const looking = Promise.all([
      journal.read(instances.map((instance) => ({ instance, fromSeq: 0 }))),
      projected.find(instances),
    ]);
    const [histories, projections] = await this.answered(looking);
    return { turns: histories.flat(), projections: projections.flatMap((one) => one ?? []) };
  }

  private async answered<T>(asking: Promise<T>): Promise<T> {
    let isOver = false;
    const over = (): boolean => isOver;
    asking.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    while (!isOver) await this.kernel.run(this.kernel.now + 1, over);
    return asking;
  }
}
