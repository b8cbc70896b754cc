import type { WaitingFor } from '@skald/contracts';
import type { Cancel, Clock, Ids, InstanceProjection, Instances, Log } from '@skald/ports';
import { backOffMs, defaultBackOff } from '../../clock/back-off.js';

const writeEveryMs = 100;
const writeAtLeastEveryMs = 1_000;
/** Of the time between two writes: a store that is slow with them gets fewer, each for more turns. */
const shareOfTime = 0.05;
const writeAtOnce = 500;

interface Dirty {
  projection: InstanceProjection;
  readonly settles: (() => void)[];
}

/** Room 6: projections, coalesced to the newest of each instance; what waits for them is settled when they are stored. */
export class Projections {
  #dirty = new Map<string, Dirty>();
  #timer: Cancel | undefined;
  #writing = false;
  #pauseMs = writeEveryMs;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(
    private readonly instances: Instances,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly log: Log,
    private readonly onAvailability: (error: unknown) => void,
  ) {}

  add(projection: InstanceProjection, settle: () => void): void {
    const dirty = this.#dirty.get(projection.instance);
    if (dirty === undefined) this.#dirty.set(projection.instance, { projection, settles: [settle] });
    else {
      dirty.projection = projection;
      dirty.settles.push(settle);
    }
    if (this.#isUrgent) this.#start();
    else this.#startLater();
  }

  /** Shown as parked; should the store not answer, the next input says it again. */
  async park(instance: string, waitingFor: WaitingFor): Promise<void> {
    await this.flush();
    try {
      await this.instances.park(instance, waitingFor);
    } catch (error) {
      this.log.write('warn', 'an instance could not be shown as parked', { instance, error: String(error) });
    }
  }

  /** Resolves when everything added so far is stored. */
  flush(): Promise<void> {
    if (this.#dirty.size === 0 && !this.#writing) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#start();
    });
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
  }

  /** Too much waits, or somebody waits for all of it. */
  get #isUrgent(): boolean {
    return this.#dirty.size >= writeAtOnce || this.#idle.length > 0;
  }

  #startLater(): void {
    if (!this.#writing) this.#timer ??= this.clock.after(this.#pauseMs, () => this.#start());
  }

  #start(): void {
    this.#timer?.();
    this.#timer = undefined;
    if (!this.#writing && !this.#closed) void this.#write();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    let failures = 0;
    do {
      const batch = this.#dirty;
      this.#dirty = new Map();
      const began = this.clock.now();
      try {
        await this.#save([...batch.values()].map(({ projection }) => projection));
        this.#pauseMs = pauseAfter(this.clock.now() - began);
        for (const { settles } of batch.values()) for (const settle of settles) settle();
        if (failures > 0) this.onAvailability(undefined);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.onAvailability(error);
        this.#putBack(batch);
        await new Promise<void>((resolve) => this.clock.after(backOffMs(defaultBackOff, failures, this.ids), resolve));
      }
    } while (!this.#closed && this.#dirty.size > 0 && (failures > 0 || this.#isUrgent));
    this.#writing = false;
    if (this.#dirty.size > 0 && !this.#closed) return this.#startLater();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** A projection that can never be stored is left behind, told, and holds up nobody: the journal has everything. */
  async #save(projections: readonly InstanceProjection[]): Promise<void> {
    try {
      await this.instances.save(projections);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      if (projections.length === 1) {
        const { instance } = projections[0]!;
        this.log.write('error', 'a projection cannot be stored', { instance, error: error.message });
      } else for (const projection of projections) await this.#save([projection]);
    }
  }

  #putBack(batch: ReadonlyMap<string, Dirty>): void {
    for (const [instance, { projection, settles }] of batch) {
      const newer = this.#dirty.get(instance);
      if (newer === undefined) this.#dirty.set(instance, { projection, settles });
      else newer.settles.unshift(...settles);
    }
  }
}

function pauseAfter(lastedMs: number): number {
  return Math.min(writeAtLeastEveryMs, Math.max(writeEveryMs, lastedMs / shareOfTime));
}
