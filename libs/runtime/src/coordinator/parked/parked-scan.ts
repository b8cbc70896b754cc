import type { ParkCode } from '@skald/contracts';
import { mendedByDeploy } from '@skald/engine';
import type { Cancel, Clock, CurrentVersion, Ids, Instances, Log, ParkedQuestion } from '@skald/ports';
import { LRUCache } from 'lru-cache';

/** Where versions differ between owners: while instances are found, the next look follows soon. */
const soonMs = 1_000;
const busyMs = 10 * 60_000;
const quietMs = 30_000;
const roomMs = 50;
const pageSize = 200;
const remembered = 100_000;

export interface ParkedScanOptions {
  readonly instances: Instances;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** What this process can run. */
  readonly versions: readonly CurrentVersion[];
  /** This process has looked at it as it stands: its code will not change. */
  readonly tried: (instance: string, seq: number) => boolean;
  /** To be looked at, whoever owns it. */
  readonly found: (instance: string) => void;
  readonly hasRoom: () => boolean;
}

type Where = Pick<ParkedQuestion, 'reasons' | 'buckets'>;

/**
 * Finds parked instances that may go on under the code that is here. Those of an owned bucket once, when it is taken:
 * code changes with processes. Those parked for want of this version by whoever lacks it, from time to time: one question
 * about all of them, however many instances are open, parked for other reasons, or parked for other versions.
 */
export class ParkedScan {
  readonly #taken = new LRUCache<string, true>({ maxSize: remembered, sizeCalculation: () => 1 });
  #held: ReadonlySet<number> = new Set();
  /** Owned, and not looked through yet. */
  #fresh: readonly number[] = [];
  #timer: Cancel | undefined;
  #pause: (() => void) | undefined;
  #scanning = false;
  #busyUntil = 0;
  #closed = false;

  constructor(private readonly options: ParkedScanOptions) {}

  /** The buckets owned from now on. */
  take(buckets: readonly number[]): void {
    const left = new Set(this.#fresh);
    this.#fresh = buckets.filter((bucket) => left.has(bucket) || !this.#held.has(bucket));
    this.#held = new Set(buckets);
    this.#taken.clear();
    this.#start();
  }

  /** It was taken up here since the last assignment, whoever owns it. */
  tookUp(instance: string): boolean {
    return this.#taken.has(instance);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
    this.#pause?.();
  }

  #start(): void {
    this.#timer?.();
    this.#timer = undefined;
    if (this.#scanning || this.#closed || this.options.versions.length === 0) return;
    this.#scanning = true;
    void this.#scan();
  }

  async #scan(): Promise<void> {
    const { clock, ids, log } = this.options;
    try {
      for (let fresh = this.#fresh; fresh.length > 0 && !this.#closed; fresh = this.#fresh) {
        await this.#look({ reasons: mendedByDeploy, buckets: fresh });
        const seen = new Set(fresh);
        this.#fresh = this.#fresh.filter((bucket) => !seen.has(bucket));
      }
      if (await this.#look({ reasons: versionElsewhere })) this.#busyUntil = clock.now() + busyMs;
    } catch (error) {
      log.write('warn', 'parked instances could not be read; trying again', { error: String(error) });
    }
    this.#scanning = false;
    if (this.#closed) return;
    const isSoon = this.#fresh.length > 0 || clock.now() < this.#busyUntil;
    // Drawn, so that many coordinators do not ask, and take up the same, at once.
    this.#timer = clock.after((isSoon ? soonMs : quietMs) * (0.5 + ids.random() / 2), () => this.#start());
  }

  /** True when it found something. */
  async #look(where: Where): Promise<boolean> {
    const { instances, versions, tried, found } = this.options;
    let any = false;
    for (let after: string | undefined; await this.#room();) {
      const page = await instances.parked({
        ...{ ...where, versions, limit: pageSize },
        ...(after === undefined ? {} : { after }),
      });
      for (const { instance, seq } of page) {
        if (tried(instance, seq)) continue;
        any = true;
        this.#taken.set(instance, true);
        found(instance);
      }
      after = page.at(-1)?.instance;
      if (page.length < pageSize) break;
    }
    return any;
  }

  /** False: it is closed. */
  async #room(): Promise<boolean> {
    const { clock, hasRoom } = this.options;
    while (!this.#closed && !hasRoom()) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(roomMs, resolve);
        this.#pause = () => (cancel(), resolve());
      });
    }
    return !this.#closed;
  }
}

const versionElsewhere: readonly ParkCode[] = ['VERSION_ELSEWHERE'];
