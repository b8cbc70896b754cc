import type { IncomingRecord, Subscription, TopicPartition } from '@skald/ports';
import { Availability } from './availability.js';
import type { Coordinator, CoordinatorHealth, CoordinatorOptions } from './options.js';
import { Ownership } from './ownership.js';
import { Rooms } from './rooms.js';
import { TopicMaker } from './topic-maker.js';
import { warnOfShortRetention } from './settle/short-retention.js';
import type { TopicNames } from '../topics/topics.js';
import { inboundPartitions, topicNames } from '../topics/topics.js';

/** Past this time without a settled record, with store and bus well, something hangs. */
const standstillMs = 60_000;
/** For the turns of other instances, when it leaves by itself. */
const standAsideMs = 10_000;

export function createCoordinator(options: CoordinatorOptions): Coordinator {
  return new RunningCoordinator(options);
}

/** The life of a coordinator: it joins, owns partitions, drains. */
class RunningCoordinator implements Coordinator {
  readonly #options: CoordinatorOptions;
  readonly #names: TopicNames;
  readonly #topics: TopicMaker;
  readonly #ownership: Ownership;
  readonly #availability = new Availability();
  readonly #rooms: Rooms;
  #subscription: Subscription | undefined;
  #joined: Promise<void> | undefined;
  #drained: Promise<void> | undefined;
  #draining = false;
  #fatal: Error | undefined;
  #aside: Error | undefined;
  #fatalListener: ((error: Error) => void) | undefined;
  #firstAssignment: (() => void) | undefined;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    this.#names = topicNames(options.prefix);
    this.#topics = new TopicMaker(options.bus, this.#names, options);
    this.#ownership = new Ownership(options.bus);
    this.#rooms = new Rooms(options, {
      names: this.#names,
      topics: this.#topics,
      ownership: this.#ownership,
      availability: this.#availability,
      standAside: (error) => this.#standAside(error),
    });
  }

  async start(): Promise<void> {
    await this.#topics.own();
    this.#ownership.partitions = await inboundPartitions(this.#options.bus, this.#names);
    await this.#rooms.versions.start();
    if (this.#draining) return;
    // Tried again after a failure further down, it has joined already.
    this.#joined ??= this.#join();
    await this.#joined;
    if (this.#draining) return;
    this.#rooms.sweeper.start();
    if (this.#options.resendOpenCommands === true) await this.#wakeOpenInstances();
  }

  async #join(): Promise<void> {
    warnOfShortRetention(this.#options.retentionMs, this.#options.log);
    const assigned = new Promise<void>((resolve) => (this.#firstAssignment = resolve));
    const subscription = await this.#options.bus.subscribe(
      {
        group: this.#options.group ?? 'skald-coordinator',
        topics: [this.#names.requests, this.#names.results],
        coAssigned: true,
      },
      {
        assigned: (generation, partitions) => this.#assigned(generation, partitions),
        records: (_generation, records) => this.#records(records),
        crashed: (error) => this.#fail(error),
      },
    );
    this.#subscription = subscription;
    // Told to end while it began.
    if (this.#draining) return subscription.stop();
    this.#rooms.offsets.attach(subscription);
    this.#rooms.gate.attach(subscription);
    await assigned;
  }

  drain(timeoutMs: number): Promise<void> {
    this.#drained ??= this.#drain(timeoutMs);
    return this.#drained;
  }

  async #drain(timeoutMs: number): Promise<void> {
    this.#draining = true;
    this.#firstAssignment?.();
    this.#rooms.quieten();
    let cancel: (() => void) | undefined;
    const timeout = new Promise<void>((resolve) => (cancel = this.#options.clock.after(timeoutMs, resolve)));
    await Promise.race([this.#rooms.finish(), timeout]);
    cancel?.();
    this.#rooms.close();
    await this.#subscription?.stop();
  }

  health(): CoordinatorHealth {
    const { offsets, waiting, cache, wakes } = this.#rooms;
    const problems = [...this.#availability.problems()];
    if (this.#fatal !== undefined) problems.push(`stopped for good: ${this.#fatal.message}`);
    if (this.#aside !== undefined) problems.push(this.#aside.message);
    else if (this.#draining) problems.push('draining');
    if (this.#ownership.count === 0) problems.push('no partition is assigned (another member may have them all)');
    const since = this.#options.clock.now() - offsets.lastProgress;
    const hangs = offsets.unsettled > 0 && since > standstillMs && problems.length === 0;
    if (hangs) problems.push(`no record was settled for ${Math.round(since / 1_000)} s`);
    const well = this.#fatal === undefined && !this.#draining && !hangs && this.#availability.isUp;
    return {
      ready: well && this.#ownership.term > 0,
      problems,
      partitions: this.#ownership.count,
      waiting,
      cached: cache.size,
      timers: wakes.size,
    };
  }

  onFatal(listener: (error: Error) => void): void {
    this.#fatalListener = listener;
    if (this.#fatal !== undefined) listener(this.#fatal);
  }

  #assigned(generation: number, partitions: readonly TopicPartition[]): void {
    const { offsets, scan, parked, gate, suspicion, admission } = this.#rooms;
    this.#ownership.assigned(partitions);
    suspicion.assigned(this.#ownership.owned);
    offsets.assigned(generation, partitions);
    this.#rooms.keepOnly(this.#ownership.owns);
    admission?.assigned();
    scan.take(this.#ownership.buckets);
    parked.take(this.#ownership.buckets);
    this.#firstAssignment?.();
    this.#firstAssignment = undefined;
    gate.assigned(partitions);
  }

  #records(records: readonly IncomingRecord[]): void {
    if (this.#draining) return;
    this.#rooms.intake.take(records);
    this.#rooms.gate.check();
  }

  async #wakeOpenInstances(): Promise<void> {
    const { instances, clock } = this.#options;
    for (let after: string | undefined; ;) {
      const page = await instances.open(after, 1_000);
      for (const instance of page) this.#rooms.wakes.found(instance, clock.now());
      after = page.at(-1);
      if (after === undefined) return;
    }
  }

  /** Another release wrote what it cannot read: it leaves its partitions to whom can, unready, until it is replaced. */
  #standAside(error: Error): void {
    if (this.#draining) return;
    this.#aside = error;
    this.#options.log.write('error', 'takes in nothing more: the journal is of another release', {
      error: error.message,
    });
    this.drain(standAsideMs).catch((again: unknown) => this.#options.log.write('error', String(again)));
  }

  #fail(error: Error): void {
    if (this.#fatal !== undefined) return;
    this.#fatal = error;
    this.#options.log.write('error', 'the subscription has stopped for good', { error: error.message });
    this.#fatalListener?.(error);
  }
}
