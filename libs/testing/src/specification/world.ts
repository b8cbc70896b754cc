import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import type { SagaDefinition, Turn } from '@skald/engine';
import { replayHistory } from '@skald/engine';
import type { InstanceProjection, Journal } from '@skald/ports';
import type { Coordinator, CoordinatorOptions, Participant, SagaClient } from '@skald/runtime';
import {
  commandTopics,
  createCoordinator,
  createParticipant,
  createSagaClient,
  determinismGuard,
  evaluationWith,
  topicNames,
} from '@skald/runtime';
import { recordingLog } from '../virtual/recording-log.js';
import { seededIds } from '../virtual/seeded-ids.js';
import { virtualClock } from '../virtual/virtual-clock.js';
import { CommandDesk, commandQueue } from './command-desk.js';
import type { GivenActivity } from './given.js';
import { nextAttempts } from './next-attempts.js';

export type Limits = NonNullable<CoordinatorOptions['limits']>;

const mostMoves = 10_000;
const drainMs = 10_000;
/** In this time the runtime has stored its projections. */
const settlesMs = 200;

/** Coordinator, participant and client in one process: the real ones, in memory, with time in the hands of the specification. */
export class World {
  readonly clock = virtualClock();
  readonly log = recordingLog();
  readonly desk: CommandDesk;
  readonly client: SagaClient;
  readonly turns = new Map<string, Turn[]>();
  /** Of the instance that is spoken of. */
  workflowId = 'w-1';
  private readonly store = openEmbeddedStore({ file: ':memory:', clock: this.clock });
  private readonly bus = memoryBus({ clock: this.clock, log: this.log });
  private coordinator: Coordinator;
  private readonly participant: Participant;
  readonly evaluation;
  private readonly ids = seededIds(1);
  private readonly happenings: { readonly at: number; readonly happen: () => Promise<void> }[] = [];

  constructor(
    private sagas: readonly SagaDefinition[],
    activities: readonly GivenActivity<never, never>[],
    private readonly limits: Limits,
  ) {
    const { clock, log, ids, store, bus } = this;
    const shared = { clock, log, ids };
    this.evaluation = evaluationWith({ clock, limits, guard: determinismGuard(log) });
    this.desk = new CommandDesk(activities, () => clock.now());
    this.coordinator = this.newCoordinator();
    const { handlers } = this.desk;
    this.participant = createParticipant({ ...shared, bus, ledger: store.ledger, handlers, queues: [commandQueue] });
    this.client = createSagaClient({ ...shared, bus, store });
  }

  async open(): Promise<void> {
    await this.bus.createTopics(commandTopics(topicNames(), commandQueue, 1));
    await this.quietly(Promise.all([this.coordinator.start(), this.participant.start()]));
  }

  /** Another release: what is suspended is replayed by its code. */
  async deploy(saga: SagaDefinition): Promise<void> {
    const replaces = ({ contract, version }: SagaDefinition): boolean =>
      contract.name === saga.contract.name && version === saga.version;
    this.sagas = [...this.sagas.filter((one) => !replaces(one)), saga];
    await this.over(this.coordinator.drain(drainMs));
    this.coordinator = this.newCoordinator();
    await this.quietly(this.coordinator.start());
  }

  private newCoordinator(): Coordinator {
    const { clock, log, ids, store, limits, sagas } = this;
    return createCoordinator({
      ...{ clock, log, ids, limits, sagas, partitions: 1 },
      ...{ journal: this.observed(store.journal), instances: store.instances },
      ...{ custody: store.custody, versions: store.versions },
      bus: this.desk.through(this.bus),
      guard: this.evaluation.guard,
    });
  }

  readonly find = (saga: string, version: number): SagaDefinition | undefined =>
    this.sagas.find((one) => one.contract.name === saga && one.version === version);

  /** Something that comes by itself after so long. */
  after(ms: number, happen: () => Promise<void>): void {
    this.happenings.push({ at: this.clock.now() + ms, happen });
  }

  /** Waits for something that needs no time to pass. */
  async quietly<T>(promise: Promise<T>): Promise<T> {
    // It may fail before anybody looks.
    promise.catch(() => undefined);
    await this.rest();
    return promise;
  }

  /** Timers fire, time-outs run out. */
  async timePasses(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    await this.moveTo(() => until);
    await this.rest();
  }

  /** Lets everything go on by itself: attempts that are to be retried or that time out, and signals that were announced. */
  private async rest(): Promise<void> {
    await this.clock.quiet();
    await this.moveTo(() => {
      const { clock, desk, happenings } = this;
      const attempts = [...this.turns.values()].flatMap((turns) => [...nextAttempts(turns)]);
      // An attempt that is due and does not begin is held back: the instance is paused.
      const ahead = [...desk.ends, ...attempts].filter((at) => at > clock.now());
      return Math.min(...ahead, ...happenings.map(({ at }) => at), Infinity);
    });
  }

  /** Moves on while there is an instant to move to, and stops at everything that is due on the way. */
  private async moveTo(target: () => number): Promise<void> {
    const { clock, desk } = this;
    for (let moves = 0; ; moves++) {
      if (moves > mostMoves) throw new Error('the specification does not come to rest: something is retried for ever');
      const until = target();
      if (until === Infinity) return;
      const onTheWay = [...desk.ends, ...(await this.wakings()), ...this.happenings.map(({ at }) => at)];
      await this.sleepTo(Math.min(until, ...onTheWay.filter((at) => at > clock.now())));
      await this.announced();
      if (clock.now() >= until && target() <= clock.now()) return;
    }
  }

  /** The runtime first writes what it has to write; then nothing happens until then. */
  private async sleepTo(instant: number): Promise<void> {
    const { clock } = this;
    await clock.advance(Math.min(settlesMs, Math.max(0, instant - clock.now())));
    await clock.oversleep(Math.max(0, instant - clock.now()));
  }

  private async announced(): Promise<void> {
    for (const due of this.happenings.filter(({ at }) => at <= this.clock.now())) {
      this.happenings.splice(this.happenings.indexOf(due), 1);
      await this.quietly(due.happen());
    }
  }

  /** When instances are to be woken, as the engine has it. */
  private async wakings(): Promise<number[]> {
    const wakings: number[] = [];
    for (const [instance, turns] of this.turns) {
      const replay = { instance, turns, publishedSeq: Infinity, find: this.find, evaluation: this.evaluation };
      const { nextTimerAt } = (await replayHistory(replay)).execution;
      if (nextTimerAt !== undefined) wakings.push(nextTimerAt);
    }
    return wakings;
  }

  /** Ends the processes; what is stored then is the truth. */
  async close(): Promise<ReadonlyMap<string, InstanceProjection>> {
    const { store } = this;
    await this.over(
      Promise.all([this.coordinator.drain(drainMs), this.participant.drain(drainMs), this.client.close()]),
    );
    const names = [...this.turns.keys()];
    const standing = await store.instances.find(names);
    await store.close();
    return new Map(names.map((name, i) => [name, standing[i]!]));
  }

  /** Waits for processes that end, as long as they may take. */
  private async over(ended: Promise<unknown>): Promise<void> {
    let isOver = false;
    void ended.then(() => (isOver = true));
    await this.clock.quiet();
    if (!isOver) await this.clock.advance(drainMs);
    await ended;
  }

  private observed(journal: Journal): Journal {
    return {
      read: (questions) => journal.read(questions),
      page: (instance, afterSeq, limit) => journal.page(instance, afterSeq, limit),
      remove: (instances) => journal.remove(instances),
      append: async (encoded) => {
        const outcomes = await journal.append(encoded);
        outcomes.forEach(({ kind }, i) => {
          if (kind !== 'appended') return;
          const { turn } = encoded[i]!;
          const name = `${turn.namespace}/${turn.workflowId}`;
          const known = this.turns.get(name);
          // As the journal gives it back.
          const stored = JSON.parse(JSON.stringify(turn)) as Turn;
          if (known === undefined) this.turns.set(name, [stored]);
          else known.push(stored);
        });
        return outcomes;
      },
    };
  }
}
