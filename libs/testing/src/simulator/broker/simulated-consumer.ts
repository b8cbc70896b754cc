import type {
  DriverConsumer,
  DriverConsumerHandlers,
  DriverConsumerOptions,
  FetchedBatch,
  PartitionOffset,
} from '@skald/kafka';
import { DriverError } from '@skald/kafka';
import type { TopicPartition } from '@skald/ports';
import type { SimulatedProcess } from '../process/simulated-process.js';
import type { Joined } from './consumer-group.js';
import { noAnswer } from './no-answer.js';
import type { SimulatedBroker } from './simulated-broker.js';

const heartbeatMs = 3_000;
const retryMs = 300;
/** Of one thing, before this life ends. */
const mostFailures = 8;

/** One life of a group member, as kafkajs lives it: it joins, fetches, sends heartbeats, joins again when told to. */
export class SimulatedConsumer implements DriverConsumer {
  private member: { readonly memberId: string; readonly generation: number } | undefined;
  private memberId: string | undefined;
  private positions = new Map<string, PartitionOffset>();
  private readonly paused = new Set<string>();
  /** What was asked for before the latest join, or the latest change of what is fetched, is not heard. */
  private joins = 0;
  private fetches = 0;
  private failures = 0;
  private isOver = false;

  constructor(
    private readonly broker: SimulatedBroker,
    private readonly process: SimulatedProcess,
    private readonly options: DriverConsumerOptions,
    private readonly handlers: DriverConsumerHandlers,
  ) {
    this.memberId = options.memberId;
  }

  start(): void {
    this.join();
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.paused.add(nameOf(one));
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.paused.delete(nameOf(one));
    if (this.member !== undefined) this.fetch();
  }

  async commit(offsets: readonly PartitionOffset[]): Promise<void> {
    const { member } = this;
    if (member === undefined || this.isOver) throw new DriverError('unavailable', 'not a member of the group');
    await this.call('commit', () => this.group.commit(member.memberId, member.generation, offsets));
  }

  async stop(): Promise<void> {
    const { memberId } = this;
    await this.abandon();
    if (memberId !== undefined) await this.call('leave', () => this.group.leave(memberId)).catch(() => undefined);
  }

  abandon(): Promise<void> {
    this.isOver = true;
    return Promise.resolve();
  }

  private get group() {
    return this.broker.group(this.options.group);
  }

  private join(): void {
    const joins = ++this.joins;
    this.member = undefined;
    const { group, topics, coAssigned, claim } = this.options;
    const { memberId } = this;
    const joining = this.process.ask<Joined>(
      ...(['bus', 'join'] as const),
      (answered) => this.broker.join(group, { memberId, topics, coAssigned, claim: claim() }, answered),
      noAnswer,
    );
    this.follow(joins, joining, (joined) => this.joined(joins, joined));
  }

  private joined(joins: number, { memberId, generation, partitions }: Joined): void {
    this.memberId = memberId;
    this.member = { memberId, generation };
    this.paused.clear();
    this.positions.clear();
    const goOn = this.handlers.joined({ memberId, generation, partitions });
    for (const one of goOn) this.positions.set(nameOf(one), one);
    this.beat(joins);
    this.seek(joins, partitions);
  }

  /** Where the others of these begin. */
  private seek(joins: number, partitions: readonly TopicPartition[]): void {
    const unknown = partitions.filter((one) => !this.positions.has(nameOf(one)));
    const seeking = this.call('offsets', () => {
      const committed = new Map(
        this.broker.committed(this.options.group, unknown).map((one) => [nameOf(one), one] as const),
      );
      const ends = new Map(this.broker.endOffsets(this.options.topics).map((one) => [nameOf(one), one] as const));
      return unknown.map(
        (one) =>
          committed.get(nameOf(one)) ?? (this.options.fromBeginning ? { ...one, offset: 0 } : ends.get(nameOf(one))!),
      );
    });
    this.follow(
      joins,
      seeking,
      (found) => {
        for (const one of found) this.positions.set(nameOf(one), one);
        this.fetch();
      },
      () => this.seek(joins, partitions),
    );
  }

  private fetch(): void {
    const { joins } = this;
    const fetches = ++this.fetches;
    const wanted = [...this.positions.values()].filter((one) => !this.paused.has(nameOf(one)));
    if (wanted.length === 0) return;
    const fetching = this.process.ask<readonly FetchedBatch[]>(
      ...(['bus', 'fetch'] as const),
      (answered) => this.broker.fetch(wanted, answered),
      noAnswer,
    );
    const again = (): void => {
      if (fetches === this.fetches) this.fetch();
    };
    const taken = (batches: readonly FetchedBatch[]): void => {
      if (fetches !== this.fetches) return;
      for (const batch of batches) this.take(joins, batch);
      again();
    };
    this.follow(joins, fetching, taken, again);
  }

  private take(joins: number, batch: FetchedBatch): void {
    const last = batch.records.at(-1);
    if (last === undefined || this.isOver || joins !== this.joins || this.paused.has(nameOf(batch))) return;
    const { topic, partition } = batch;
    this.positions.set(nameOf(batch), { topic, partition, offset: last.offset + 1 });
    this.handlers.batch(batch);
  }

  private beat(joins: number): void {
    this.process.later(heartbeatMs, 'heartbeat', () => {
      const { member } = this;
      if (joins !== this.joins || this.isOver || member === undefined) return;
      const beating = this.call('heartbeat', () => this.group.heartbeat(member.memberId, member.generation));
      const again = (): void => this.beat(joins);
      this.follow(joins, beating, again, again);
    });
  }

  private call<T>(what: string, act: () => T): Promise<T> {
    return this.process.call('bus', what, act, noAnswer);
  }

  /** What follows from an answer, if it is still to be heard; after a failure it is tried again, or this life ends. */
  private follow<T>(
    joins: number,
    asking: Promise<T>,
    then: (value: T) => void,
    again: () => void = () => this.join(),
  ): void {
    const isHeard = (): boolean => !this.isOver && joins === this.joins;
    asking.then(
      (value) => {
        if (!isHeard()) return;
        this.failures = 0;
        this.handlers.alive();
        then(value);
      },
      (error: unknown) => {
        if (isHeard()) this.failed(error as DriverError, () => isHeard() && again());
      },
    );
  }

  private failed(error: DriverError, again: () => void): void {
    if (error.kind === 'stale') {
      if (error.message === 'UNKNOWN_MEMBER_ID') this.memberId = undefined;
      this.join();
      return;
    }
    if (error.kind === 'unavailable' && ++this.failures < mostFailures) {
      this.process.later(retryMs, 'again', again);
      return;
    }
    this.isOver = true;
    this.handlers.ended(error);
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
