import { parseInstanceKey } from '@skald/contracts';
import type { Evaluation } from '@skald/engine';
import type { AppendOutcome, EncodedTurn, Subscription, TopicPartition } from '@skald/ports';
import { Batch } from '../batch/batch.js';
import { isDefect } from '../batch/is-defect.js';
import { Availability } from './availability.js';
import { EffectRunner } from './effects/effect-runner.js';
import { Intake } from './intake/intake.js';
import { Loader } from './load/loader.js';
import type { Coordinator, CoordinatorHealth, CoordinatorOptions } from './options.js';
import { Outgoing } from './publish/outgoing.js';
import { Publisher } from './publish/publisher.js';
import { SagaRegistry } from './saga-registry.js';
import { Offsets } from './settle/offsets.js';
import { Projections } from './settle/projections.js';
import { Sweeper } from './settle/sweeper.js';
import { DueScan, horizonMs } from './timers/due-scan.js';
import { Wakes } from './timers/wakes.js';
import type { TopicNames } from './topics.js';
import {
  bucketCount,
  commandTopics,
  coordinatorTopics,
  inboundPartitions,
  requirePartitionCount,
  topicNames,
} from './topics.js';
import { ExecutionCache } from './turns/execution-cache.js';
import type { Item } from './turns/item.js';
import { Mailboxes } from './turns/mailboxes.js';
import { PublishedSeqs } from './turns/published-seqs.js';
import { TurnMaker } from './turns/turn-maker.js';

const day = 86_400_000;

/** Past this time without a settled record, with store and bus well, something hangs. */
const standstillMs = 60_000;

/** The scan brings no more than so many wake-ups into memory. */
const mostWakes = 500_000;

/** Records whose projection is not stored yet cost little; without end they would cost all memory. */
const unsettledPerWaiting = 20;

export function createCoordinator(options: CoordinatorOptions): Coordinator {
  return new RunningCoordinator(options);
}

/** Puts the rooms together and gives them a life. */
class RunningCoordinator implements Coordinator {
  readonly #options: CoordinatorOptions;
  readonly #names: TopicNames;
  readonly #partitionsToCreate: number;
  readonly #availability = new Availability();
  readonly #cache: ExecutionCache;
  readonly #loader: Loader;
  readonly #commits: Batch<EncodedTurn, AppendOutcome>;
  readonly #publisher: Publisher;
  readonly #projections: Projections;
  readonly #offsets: Offsets;
  readonly #effects: EffectRunner;
  readonly #mailboxes: Mailboxes;
  readonly #wakes: Wakes;
  readonly #scan: DueScan;
  readonly #sweeper: Sweeper;
  readonly #intake: Intake;
  readonly #maxWaiting: number;
  #subscription: Subscription | undefined;
  #partitions = 0;
  #owned: ReadonlySet<number> = new Set();
  /** Number of assignments so far. */
  #term = 0;
  #assignment: readonly TopicPartition[] = [];
  #paused = false;
  #joined: Promise<void> | undefined;
  #drained: Promise<void> | undefined;
  #draining = false;
  #fatal: Error | undefined;
  #fatalListener: ((error: Error) => void) | undefined;
  #firstAssignment: (() => void) | undefined;

  constructor(options: CoordinatorOptions) {
    const { journal, instances, bus, clock, ids, log } = options;
    this.#options = options;
    this.#names = topicNames(options.prefix ?? 'saga.');
    this.#partitionsToCreate = requirePartitionCount(options.partitions ?? 8);
    this.#maxWaiting = options.maxWaiting ?? 5_000;
    const registry = new SagaRegistry(options.sagas);
    const store = (error: unknown): void => this.#availability.store(error);
    const evaluation: Evaluation = { settled: () => clock.settled(), guard: options.guard ?? ((fn) => fn()) };
    this.#cache = new ExecutionCache(options.cacheBytes ?? 256 * 1024 * 1024);
    this.#loader = new Loader({
      journal,
      instances,
      clock,
      ids,
      evaluation,
      find: registry.find,
      onAvailability: store,
    });
    this.#commits = new Batch({
      clock,
      ids,
      send: (turns) => journal.append(turns),
      permanent: isDefect,
      onAvailability: store,
    });
    this.#publisher = new Publisher({
      bus,
      clock,
      ids,
      log,
      ensureTopic: (topic) => this.#ensureTopic(topic),
      onAvailability: (error) => this.#availability.bus(error),
    });
    this.#projections = new Projections(instances, clock, ids, log, store);
    this.#offsets = new Offsets(clock, log, () => this.#resumeIntake());
    const published = new PublishedSeqs();
    const outgoing = new Outgoing(this.#names, new Set(options.replyTopics ?? []));
    this.#effects = new EffectRunner(({ instance, effectId, outcome, recorded }) => {
      this.#deliver(instance, { input: { kind: 'effect', effectId, outcome }, settle: recorded });
    });
    const turns = new TurnMaker({
      clock,
      log,
      registry,
      evaluation,
      cache: this.#cache,
      loader: this.#loader,
      commits: this.#commits,
      publisher: this.#publisher,
      outgoing,
      projections: this.#projections,
      published,
      effects: this.#effects,
      bucketOf: (workflowId) => bus.partitionOf(workflowId, bucketCount),
      retentionMs: options.retentionMs ?? 30 * day,
      resendOpenCommands: options.resendOpenCommands ?? false,
      term: () => this.#term,
      wakeAt: (instance, at) =>
        this.#wakes.set(instance, at !== undefined && at <= clock.now() + horizonMs ? at : undefined),
    });
    this.#mailboxes = new Mailboxes(
      (instance, items) => turns.work(instance, items),
      () => this.#resumeIntake(),
    );
    this.#wakes = new Wakes(
      clock,
      (instance) => this.#wake(instance),
      () => this.#waiting <= this.#maxWaiting,
    );
    this.#scan = new DueScan(
      instances,
      clock,
      log,
      ({ instance, wakeAt }) => this.#wakes.found(instance, wakeAt),
      () => this.#wakes.size < mostWakes,
    );
    this.#sweeper = new Sweeper({
      journal,
      instances,
      clock,
      log,
      mailboxes: this.#mailboxes,
      owns: (instance) => this.#owns(instance),
      swept: (instance) => published.forget(instance),
      wake: (instance) => this.#wake(instance),
    });
    this.#intake = new Intake({
      bus,
      clock,
      log,
      names: this.#names,
      offsets: this.#offsets,
      outgoing,
      publisher: this.#publisher,
      topicEpoch: options.topicEpoch ?? bus.topicEpoch ?? 0,
      partitions: () => this.#partitions,
      deliver: (instance, item) => this.#deliver(instance, item),
      sent: () => this.#resumeIntake(),
    });
  }

  async start(): Promise<void> {
    const { bus, createTopics = true } = this.#options;
    if (createTopics) await bus.createTopics(coordinatorTopics(this.#names, this.#partitionsToCreate));
    this.#partitions = await inboundPartitions(bus, this.#names);
    if (this.#draining) return;
    // Tried again after a failure further down, it has joined already.
    this.#joined ??= this.#join();
    await this.#joined;
    if (this.#draining) return;
    this.#sweeper.start();
    if (this.#options.resendOpenCommands === true) await this.#wakeOpenInstances();
  }

  async #join(): Promise<void> {
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
    this.#offsets.attach(subscription);
    this.#pauseIntake();
    await assigned;
  }

  drain(timeoutMs: number): Promise<void> {
    this.#drained ??= this.#drain(timeoutMs);
    return this.#drained;
  }

  async #drain(timeoutMs: number): Promise<void> {
    const { clock } = this.#options;
    this.#draining = true;
    this.#firstAssignment?.();
    this.#subscription?.pause(this.#assignment);
    this.#scan.close();
    this.#sweeper.close();
    this.#wakes.close();
    const finished = (async () => {
      await Promise.all([this.#mailboxes.idle(), this.#intake.idle()]);
      await this.#projections.flush();
      await this.#offsets.flush();
    })();
    let cancel = nothing;
    const timeout = new Promise<void>((resolve) => (cancel = clock.after(timeoutMs, resolve)));
    await Promise.race([finished, timeout]);
    cancel();
    this.#commits.close();
    this.#publisher.close();
    this.#loader.close();
    this.#projections.close();
    this.#offsets.close();
    await this.#subscription?.stop();
  }

  health(): CoordinatorHealth {
    const problems = [...this.#availability.problems()];
    if (this.#fatal !== undefined) problems.push(`stopped for good: ${this.#fatal.message}`);
    if (this.#draining) problems.push('draining');
    if (this.#assignment.length === 0) problems.push('no partition is assigned (another member may have them all)');
    const since = this.#options.clock.now() - this.#offsets.lastProgress;
    const hangs = this.#offsets.unsettled > 0 && since > standstillMs && problems.length === 0;
    if (hangs) problems.push(`no record was settled for ${Math.round(since / 1_000)} s`);
    return {
      ready: this.#fatal === undefined && !this.#draining && !hangs && this.#availability.isUp && this.#generationSeen,
      problems,
      partitions: this.#owned.size,
      waiting: this.#waiting,
      cached: this.#cache.size,
    };
  }

  onFatal(listener: (error: Error) => void): void {
    this.#fatalListener = listener;
    if (this.#fatal !== undefined) listener(this.#fatal);
  }

  #generationSeen = false;

  #assigned(generation: number, partitions: readonly TopicPartition[]): void {
    this.#generationSeen = true;
    this.#assignment = partitions;
    this.#term += 1;
    this.#owned = new Set(partitions.map(({ partition }) => partition));
    this.#offsets.assigned(generation, partitions);
    this.#paused = false;
    const isOurs = (instance: string): boolean => this.#owns(instance);
    this.#mailboxes.drop(isOurs);
    this.#cache.forget(isOurs);
    this.#wakes.forget(isOurs);
    this.#effects.forget(isOurs);
    this.#scan.take(
      Array.from({ length: bucketCount }, (_, i) => i).filter((b) => this.#owned.has(b % this.#partitions)),
    );
    this.#firstAssignment?.();
    this.#firstAssignment = undefined;
    // Everything is resumed by an assignment.
    if (this.#draining) this.#subscription?.pause(partitions);
    this.#pauseIntake();
  }

  #owns(instance: string): boolean {
    const { workflowId } = parseInstanceKey(instance);
    return this.#owned.has(this.#options.bus.partitionOf(workflowId, this.#partitions));
  }

  #records(records: Parameters<Intake['take']>[0]): void {
    if (this.#draining) return;
    this.#intake.take(records);
    this.#pauseIntake();
  }

  #deliver(instance: string, item: Item): void {
    this.#mailboxes.put(instance, item);
  }

  #wake(instance: string): void {
    if (this.#owns(instance) && !this.#draining) this.#deliver(instance, { input: { kind: 'wake' }, settle: nothing });
  }

  get #waiting(): number {
    return this.#mailboxes.waiting + this.#intake.sending;
  }

  /** Back-pressure: records that had no turn yet are bounded, and those whose turn is not settled. */
  #pauseIntake(): void {
    if (this.#paused || this.#subscription === undefined) return;
    if (this.#waiting <= this.#maxWaiting && this.#offsets.unsettled <= this.#maxWaiting * unsettledPerWaiting) return;
    this.#paused = true;
    this.#subscription.pause(this.#assignment);
  }

  #resumeIntake(): void {
    if (!this.#paused || this.#draining || this.#waiting > this.#maxWaiting / 2) return;
    if (this.#offsets.unsettled > (this.#maxWaiting * unsettledPerWaiting) / 2) return;
    this.#paused = false;
    this.#subscription?.resume(this.#assignment);
  }

  async #ensureTopic(topic: string): Promise<void> {
    const { bus, createTopics = true } = this.#options;
    if (!createTopics) return;
    const queue = topic.startsWith(this.#names.commands('')) ? topic.slice(this.#names.commands('').length) : undefined;
    const partitions = this.#partitionsToCreate;
    await bus.createTopics(
      queue === undefined ? [{ topic, partitions }] : commandTopics(this.#names, queue, partitions),
    );
  }

  async #wakeOpenInstances(): Promise<void> {
    const { instances, clock } = this.#options;
    for (let after: string | undefined; ;) {
      const page = await instances.open(after, 1_000);
      for (const instance of page) this.#wakes.found(instance, clock.now());
      after = page.at(-1);
      if (after === undefined) return;
    }
  }

  #fail(error: Error): void {
    if (this.#fatal !== undefined) return;
    this.#fatal = error;
    this.#options.log.write('error', 'the subscription has stopped for good', { error: error.message });
    this.#fatalListener?.(error);
  }
}

function nothing(): void {
  // There is nothing to settle for what did not come over a topic.
}
