import { SagaBug } from '@skald/engine';
import type { Cancel, Clock, Custody, Ids, Log, Suspect } from '@skald/ports';
import { Batch } from '../../batch/batch.js';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import type { Item } from '../turns/item.js';
import { Turnstile } from './turnstile.js';

/** So long after an unclean take-over everything may be what ended the process before. */
const allSuspectMs = 60_000;
/** So long older records may be, and marks that were found are believed. */
const oldSuspectMs = 10 * 60_000;
/** So many turns that go well in one life take one try off: who is killed from outside now and then is no killer. */
const turnsForATry = 3;
/** Evaluated under a mark at the same time: so many are looked at one by one should one of them end the process. */
const crowd = 100;

export interface SuspicionOptions {
  readonly custody: Custody;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Of the inbound topics, as others call it too. */
  readonly nameOf: (partition: number) => string;
  readonly partitionOf: (instance: string) => number;
  /** Tries under a mark before an instance is parked. */
  readonly stallRetries: number;
  readonly onAvailability: (error: unknown) => void;
}

type Work = (withheld?: SagaBug) => Promise<void>;

/**
 * Finds the instance whose evaluation ends its process. After a clean take-over it does nothing at all. After an unclean
 * one, what may have been at work is marked before it is evaluated; who is found with a mark is evaluated alone. What is
 * taken up parked, or is somebody else's, is marked always: at a take-over nobody would know that its evaluation ended a
 * process, who had it in between may be well.
 */
export class Suspicion {
  readonly #options: SuspicionOptions;
  readonly #holder: string;
  readonly #takes: Batch<readonly number[], readonly number[]>;
  readonly #found: Batch<string, number | undefined>;
  readonly #marks: Batch<Suspect, void>;
  readonly #clears: Batch<string, void>;
  readonly #crowd = new Turnstile(crowd);
  readonly #alone = new Turnstile(1);
  /** Partitions whose last holder ended uncleanly, with the instant of the take-over. */
  readonly #unclean = new Map<number, number>();
  readonly #tries = new Map<string, number>();
  /** Turns of suspects that went well in this life. */
  readonly #well = new Map<string, number>();
  #held: ReadonlySet<number> = new Set();
  #changes: Promise<void> = Promise.resolve();
  #changing = 0;
  #inDoubt = false;
  #acquit: Cancel | undefined;

  constructor(options: SuspicionOptions) {
    this.#options = options;
    const { custody, clock, ids, onAvailability } = options;
    const surroundings = { clock, ids, onAvailability };
    this.#holder = ids.uuid();
    this.#takes = new Batch({ ...surroundings, send: (all) => Promise.all(all.map((some) => this.#take(some))) });
    this.#found = new Batch({ ...surroundings, send: (all) => this.#triesOf(all) });
    this.#marks = new Batch({ ...surroundings, send: (all) => custody.mark(all).then(() => all.map(nothing)) });
    this.#clears = new Batch({ ...surroundings, send: (all) => custody.clear(all).then(() => all.map(nothing)) });
  }

  /** A kept partition was in nobody else's hands: losing the broker for a while is no crash. */
  assigned(partitions: readonly number[]): void {
    const held = new Set(partitions);
    const lost = [...this.#held].filter((partition) => !held.has(partition));
    const taken = partitions.filter((partition) => !this.#held.has(partition));
    this.#held = held;
    for (const partition of lost) this.#unclean.delete(partition);
    if (lost.length > 0 || taken.length > 0) this.#change(() => this.#changeHands(lost, taken));
  }

  /** Everything is settled: whoever comes next has nothing to suspect. */
  giveBack(): Promise<void> {
    this.#change(() => this.#release([...this.#held]));
    return this.#changes;
  }

  /** Takes an instance through its work, under a mark where it is suspect. */
  through(instance: string, items: readonly Item[], work: Work): Promise<void> {
    const isCalm = this.#changing === 0 && this.#unclean.size === 0 && this.#tries.size === 0;
    if (isCalm && !this.#isRisky(instance, items)) return work();
    return this.#watched(instance, items, work).catch(onItsWayOut);
  }

  close(): void {
    this.#acquit?.();
    for (const batch of [this.#takes, this.#found, this.#marks, this.#clears]) batch.close();
  }

  async #watched(instance: string, items: readonly Item[], work: Work): Promise<void> {
    await this.#changes;
    const { stallRetries, log } = this.#options;
    const isRisky = this.#isRisky(instance, items);
    const tries = isRisky ? await this.#found.add(instance) : this.#tries.get(instance);
    if (tries === undefined && !isRisky && !this.#maySuspect(instance, items)) return work();
    if (tries !== undefined && tries >= stallRetries) {
      const message = `its evaluation ended the process again and again: ${tries} retries`;
      log.write('error', message, { instance, code: 'EVALUATION_KILLED' });
      await work(new SagaBug('EVALUATION_KILLED', message));
      return this.#clear(instance);
    }
    const turnstile = tries === undefined ? this.#crowd : this.#alone;
    await turnstile.enter();
    try {
      await this.#marks.add({ instance, tries: (tries ?? 0) + 1 });
      await work();
      if (tries === undefined) await this.#clears.add(instance);
      else await this.#wentWell(instance, tries);
    } finally {
      turnstile.leave();
    }
  }

  /** One turn that went well proves nothing about the next one: what was found is believed for a while. */
  async #wentWell(instance: string, tries: number): Promise<void> {
    const well = (this.#well.get(instance) ?? 0) + 1;
    const left = well % turnsForATry === 0 ? tries - 1 : tries;
    if (left <= 0) return this.#clear(instance);
    this.#well.set(instance, well);
    this.#tries.set(instance, left);
    await this.#marks.add({ instance, tries: left });
  }

  async #clear(instance: string): Promise<void> {
    this.#tries.delete(instance);
    this.#well.delete(instance);
    await this.#clears.add(instance);
  }

  #isRisky(instance: string, items: readonly Item[]): boolean {
    return items.some(({ takesUp }) => takesUp) || !this.#held.has(this.#options.partitionOf(instance));
  }

  async #triesOf(instances: readonly string[]): Promise<(number | undefined)[]> {
    const marked = new Map((await this.#options.custody.suspects()).map(({ instance, tries }) => [instance, tries]));
    for (const instance of instances) {
      const tries = marked.get(instance);
      if (tries === undefined) continue;
      this.#tries.set(instance, tries);
      this.#acquitLater();
    }
    return instances.map((instance) => marked.get(instance));
  }

  #acquitLater(): void {
    this.#acquit?.();
    this.#acquit = this.#options.clock.after(oldSuspectMs, () => this.#acquitAll());
  }

  /** This process has lived long enough with them. */
  #acquitAll(): void {
    this.#unclean.clear();
    for (const instance of [...this.#tries.keys()]) void this.#clear(instance).catch(onItsWayOut);
  }

  #maySuspect(instance: string, items: readonly Item[]): boolean {
    const partition = this.#options.partitionOf(instance);
    const since = this.#unclean.get(partition);
    if (since === undefined) return false;
    const age = this.#options.clock.now() - since;
    return age <= allSuspectMs || items.some(({ record }) => record !== undefined && record.timestamp <= since);
  }

  #change(change: () => Promise<void>): void {
    this.#changing += 1;
    this.#changes = this.#changes.then(change).catch((error: unknown) => {
      if (!(error instanceof BatchClosed)) this.#options.log.write('error', String(error));
    });
    void this.#changes.then(() => (this.#changing -= 1));
  }

  async #changeHands(lost: readonly number[], taken: readonly number[]): Promise<void> {
    await this.#release(lost);
    if (taken.length === 0) return;
    const unclean = await this.#takes.add(taken);
    if (unclean.length === 0) return;
    const { clock, log } = this.#options;
    log.write('warn', 'partitions were taken over from a process that did not end cleanly', {
      partitions: unclean.length,
      suspects: this.#tries.size,
    });
    for (const partition of unclean) this.#unclean.set(partition, clock.now());
    this.#acquitLater();
  }

  async #take(partitions: readonly number[]): Promise<readonly number[]> {
    const { custody, nameOf } = this.#options;
    const names = partitions.map(nameOf);
    try {
      const told = await custody.take(this.#holder, names);
      const unclean = new Set(this.#inDoubt ? names : told);
      if (unclean.size === 0) return [];
      for (const { instance, tries } of await custody.suspects()) this.#tries.set(instance, tries);
      this.#inDoubt = false;
      return partitions.filter((partition) => unclean.has(nameOf(partition)));
    } catch (error) {
      // It may be done, and the answer lost: the next one would say that they are ours.
      this.#inDoubt = true;
      throw error;
    }
  }

  /** Not given back, it is looked at more closely by the next: nothing to wait for. */
  async #release(partitions: readonly number[]): Promise<void> {
    if (partitions.length === 0) return;
    const { custody, nameOf, log } = this.#options;
    try {
      await custody.giveBack(this.#holder, partitions.map(nameOf));
    } catch (error) {
      log.write('warn', 'partitions were not given back', { error: String(error) });
    }
  }
}

function onItsWayOut(error: unknown): void {
  if (!(error instanceof BatchClosed)) throw error;
}

function nothing(): void {
  // A batch answers each of its items.
}
