import type { AppendOutcome, EncodedTurn } from '@skald/ports';
import { Batch } from '../batch/batch.js';
import { isDefect } from '../batch/is-defect.js';
import type { Availability } from './availability.js';
import { Admission } from './caps/admission.js';
import { checkedCaps } from './caps/namespace-caps.js';
import { CurrentVersions } from './current-versions.js';
import { evaluationWith } from '../evaluation/evaluation-with.js';
import { EffectRunner } from './effects/effect-runner.js';
import { Intake } from './intake/intake.js';
import { IntakeGate } from './intake/intake-gate.js';
import { Loader } from './load/loader.js';
import type { CoordinatorOptions } from './options.js';
import type { Ownership } from './ownership.js';
import { ParkedScan } from './parked/parked-scan.js';
import { Outgoing } from './publish/outgoing.js';
import { Publisher } from '../publish/publisher.js';
import { Receipts } from './publish/receipts.js';
import { retention } from '../retention/retention.js';
import { SagaRegistry } from './saga-registry.js';
import { Offsets } from './settle/offsets.js';
import { Projections } from './settle/projections.js';
import { Sweeper } from './settle/sweeper.js';
import { DueScan, horizonMs } from './timers/due-scan.js';
import { Wakes } from './timers/wakes.js';
import { Stopwatch } from './suspects/stopwatch.js';
import { Suspicion } from './suspects/suspicion.js';
import type { TopicMaker } from './topic-maker.js';
import type { TopicNames } from '../topics/topics.js';
import { bucketCount, isOwnTopic } from '../topics/topics.js';
import { ExecutionCache } from './turns/execution-cache.js';
import type { Item } from './turns/item.js';
import { InstanceLoading } from './turns/instance-loading.js';
import { Mailboxes } from './turns/mailboxes.js';
import { Parking } from './turns/parking.js';
import { PublishedSeqs } from './turns/published-seqs.js';
import { TurnDelivery } from './turns/turn-delivery.js';
import { TurnMaker } from './turns/turn-maker.js';

/** The scan brings no more than so many wake-ups into memory. */
const mostWakes = 500_000;

export interface Surroundings {
  readonly names: TopicNames;
  readonly topics: TopicMaker;
  readonly ownership: Ownership;
  readonly availability: Availability;
  readonly standAside: (error: Error) => void;
}

/** The six rooms, furnished and connected; their life is the coordinator's. */
export class Rooms {
  readonly cache: ExecutionCache;
  readonly loader: Loader;
  readonly commits: Batch<EncodedTurn, AppendOutcome>;
  readonly publisher: Publisher;
  readonly projections: Projections;
  readonly offsets: Offsets;
  readonly effects: EffectRunner;
  readonly mailboxes: Mailboxes;
  readonly wakes: Wakes;
  readonly scan: DueScan;
  readonly parked: ParkedScan;
  readonly sweeper: Sweeper;
  readonly intake: Intake;
  readonly gate: IntakeGate;
  readonly suspicion: Suspicion;
  readonly versions: CurrentVersions;
  readonly admission: Admission | undefined;

  constructor(options: CoordinatorOptions, { names, topics, ownership, availability, standAside }: Surroundings) {
    const { journal, instances, bus, clock, ids, log, meter } = options;
    const registry = new SagaRegistry(options.sagas, options.activityDefaults);
    this.versions = new CurrentVersions(options.versions, registry, clock, log);
    const onAvailability = (error: unknown): void => availability.store(error);
    const stopwatch = new Stopwatch(clock, log);
    const evaluation = {
      ...evaluationWith(options),
      watch: stopwatch,
      isReserved: (topic: string) => isOwnTopic(names, topic),
    };
    const published = new PublishedSeqs();
    const receipts = options.resendOpenCommands === true ? new Receipts((instance) => wake(instance)) : undefined;
    const outgoing = new Outgoing(names, new Set(options.replyTopics ?? []), receipts);
    const limits = { waiting: options.maxWaiting ?? 5_000, bytes: options.intakeBytes ?? 64 * 1024 * 1024 };
    this.gate = new IntakeGate(limits, () => ({
      waiting: this.waiting,
      unsettled: this.offsets.unsettled,
      unsettledBytes: this.offsets.unsettledBytes,
    }));
    const relax = (): void => this.gate.relax();
    this.cache = new ExecutionCache(options.cacheBytes ?? 256 * 1024 * 1024);
    this.loader = new Loader({
      journal,
      instances,
      clock,
      ids,
      evaluation,
      find: registry.find,
      onAvailability,
      meter,
    });
    const send = (turns: readonly EncodedTurn[]): Promise<readonly AppendOutcome[]> => journal.append(turns);
    this.commits = new Batch({ clock, ids, send, permanent: isDefect, onAvailability });
    this.publisher = new Publisher({
      ...{ bus, clock, ids, log },
      ensureTopic: topics.ensure,
      onAvailability: (error) => availability.bus(error),
    });
    this.projections = new Projections(instances, clock, ids, log, onAvailability);
    this.offsets = new Offsets(clock, log, relax);
    this.effects = new EffectRunner(({ instance, run, effectId, outcome, recorded }) => {
      this.mailboxes.put(instance, { input: { kind: 'effect', run, effectId, outcome }, settle: recorded });
    });
    const { cache, loader, commits, publisher, projections, effects } = this;
    const delivery = new TurnDelivery({
      ...{ clock, log, cache, publisher, outgoing, receipts, projections, published, effects, meter },
      bucketOf: (workflowId) => bus.partitionOf(workflowId, bucketCount),
      retentionMs: options.retentionMs ?? retention.instancesMs,
      // The owner that lacks its version may not see a near timer in time: who set it wakes it.
      wakeAt: (instance, at) => {
        if (ownership.owns(instance) || this.parked.tookUp(instance))
          this.wakes.set(instance, at !== undefined && at <= clock.now() + horizonMs ? at : undefined);
      },
    });
    const caps = options.namespaceCaps;
    this.admission =
      caps &&
      new Admission({
        ...{ caps: checkedCaps(caps), instances, clock, ids, log, ownership },
        stored: () => projections.flush(),
      });
    const { admission } = this;
    const loading = new InstanceLoading({
      ...{
        admission,
        clock,
        registry,
        evaluation,
        cache,
        loader,
        commits,
        publisher,
        outgoing,
        receipts,
        published,
        effects,
        delivery,
      },
      resendOpenCommands: options.resendOpenCommands ?? false,
    });
    const parking = new Parking({ clock, cache, commits, loading, delivery, stopwatch });
    const turns = new TurnMaker({
      ...{ clock, log, registry, cache, commits, loading, delivery, parking, admission, stopwatch, meter, standAside },
      term: () => ownership.term,
      owns: ownership.owns,
    });
    this.suspicion = new Suspicion({
      ...{ custody: options.custody, clock, ids, log, onAvailability, partitionOf: ownership.partitionOf },
      nameOf: (partition) => `${names.requests}/${partition}`,
      stallRetries: options.stallRetries ?? 5,
    });
    const { suspicion } = this;
    this.mailboxes = new Mailboxes(
      (instance, items) => suspicion.through(instance, items, (withheld) => turns.work(instance, items, withheld)),
      relax,
    );
    const { mailboxes, offsets } = this;
    const wakeUp = (instance: string, how: Pick<Item, 'takesUp'> = {}): void =>
      mailboxes.put(instance, { input: { kind: 'wake' }, settle: nothing, ...how });
    const wake = (instance: string): void => {
      if (ownership.owns(instance)) wakeUp(instance);
    };
    this.wakes = new Wakes(clock, wakeUp, () => this.gate.hasRoom);
    this.scan = new DueScan(
      instances,
      clock,
      log,
      ({ instance, wakeAt }) => {
        if (ownership.owns(instance)) this.wakes.found(instance, wakeAt);
      },
      () => this.wakes.size < mostWakes,
    );
    this.parked = new ParkedScan({
      ...{ instances, clock, ids, log, versions: registry.versions },
      tried: (instance, seq) => published.hasTried(instance, seq),
      // Who has its version goes on with it, whoever owns it (V3).
      found: (instance) => wakeUp(instance, { takesUp: true }),
      hasRoom: () => this.gate.hasRoom,
    });
    this.sweeper = new Sweeper({
      ...{ journal, instances, clock, log, mailboxes, wake, owns: ownership.owns },
      swept: (instance) => published.forget(instance),
    });
    this.intake = new Intake({
      ...{ bus, clock, log, names, offsets, outgoing, publisher, receipts, meter },
      topicEpoch: options.topicEpoch ?? bus.topicEpoch ?? 0,
      partitions: () => ownership.partitions,
      deliver: (instance, item) => mailboxes.put(instance, item),
      sent: relax,
    });
  }

  /** Inputs without a turn, and records that are being sent elsewhere. */
  get waiting(): number {
    return this.mailboxes.waiting + this.intake.sending;
  }

  /** What belongs to others now is not worked on here. */
  keepOnly(isOurs: (instance: string) => boolean): void {
    this.mailboxes.drop(isOurs);
    this.cache.forget(isOurs);
    this.wakes.forget(isOurs);
    this.effects.forget(isOurs);
  }

  /** Resolves when everything taken in is settled and committed. */
  async finish(): Promise<void> {
    await Promise.all([this.mailboxes.idle(), this.intake.idle()]);
    await this.projections.flush();
    await this.offsets.flush();
    await this.suspicion.giveBack();
  }

  /** Nothing more is woken or swept. */
  quieten(): void {
    this.gate.close();
    this.scan.close();
    this.parked.close();
    this.versions.close();
    this.sweeper.close();
    this.wakes.close();
  }

  /** What is not done is given up: it comes again. */
  close(): void {
    this.commits.close();
    this.publisher.close();
    this.loader.close();
    this.projections.close();
    this.offsets.close();
    this.suspicion.close();
    this.admission?.close();
  }
}

function nothing(): void {
  // There is nothing to settle for what did not come over a topic.
}
