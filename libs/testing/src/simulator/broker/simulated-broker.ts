import type { BatchAnswer, DriverTopic, FetchedBatch, PartitionBatch, PartitionOffset } from '@skald/kafka';
import { DriverError } from '@skald/kafka';
import type { TopicPartition } from '@skald/ports';
import type { BrokerDump } from '../../checker/evidence/broker-dump.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Random } from '../kernel/random.js';
import type { Outcome } from '../process/simulated-process.js';
import type { Sometimes } from '../sometimes.js';
import type { GroupTimes, JoinAsk, Joined } from './consumer-group.js';
import { ConsumerGroup } from './consumer-group.js';
import { PartitionLog } from './partition-log.js';

export interface BrokerOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly sometimes: Sometimes;
  /** Until every replica has a record, at most, milliseconds. */
  readonly replicationMs: number;
  /** How often one batch of a request is not taken, 0 to 1. */
  readonly notTaken: number;
  /** Of one record, `message.max.bytes`. */
  readonly maxRecordBytes?: number;
  readonly onRebalance?: () => void;
}

type Answered<T> = (outcome: Outcome<T>) => void;

/** Of a member, and as with kafkajs. */
const groupTimes: GroupTimes = { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 20_000 };

/** Kafka as its clients see it: partitions with a leader, groups, and everything that goes wrong with them. */
export class SimulatedBroker {
  private readonly topics = new Map<string, readonly PartitionLog[]>();
  private readonly groups = new Map<string, ConsumerGroup>();
  private readonly pending = new Set<(error: DriverError) => void>();
  private isDown = false;
  private healed = false;

  constructor(private readonly options: BrokerOptions) {}

  /** From now on every batch is taken, and soon. */
  heal(): void {
    this.healed = true;
    this.isDown = false;
  }

  /** Answers nothing but failures until it is back. */
  goDown(ms: number): void {
    if (this.healed || this.isDown) return;
    const { kernel, sometimes } = this.options;
    sometimes.saw('the broker was down');
    this.isDown = true;
    for (const group of this.groups.values()) group.interrupt();
    this.interrupt();
    kernel.after(ms, 'broker up', () => (this.isDown = false));
  }

  /** Another replica leads every partition: what was not acknowledged may be gone. */
  changeLeaders(): void {
    const { kernel, sometimes } = this.options;
    let cut = 0;
    for (const log of this.logs()) cut += log.cut(kernel.now);
    sometimes.saw(cut > 0 ? 'a change of leaders cut records off' : 'leaders changed');
    this.interrupt();
  }

  rebalance(): void {
    for (const group of this.groups.values()) group.rebalance();
  }

  /** A record from nobody. */
  inject(topic: string, partition: number, key: Buffer | null, value: Buffer | null): void {
    const log = this.topics.get(topic)?.[partition];
    const { now } = this.options.kernel;
    log?.append([{ key, value, headers: {} }], now, now);
    log?.wake();
  }

  partitionsOf(topic: string): number {
    this.mustBeUp();
    return this.topics.get(topic)?.length ?? 0;
  }

  createTopics(topics: readonly DriverTopic[]): readonly string[] {
    this.mustBeUp();
    const missing = topics.filter(({ topic }) => !this.topics.has(topic));
    for (const { topic, partitions } of missing) {
      this.topics.set(
        topic,
        Array.from({ length: partitions }, () => new PartitionLog()),
      );
    }
    return missing.map(({ topic }) => topic);
  }

  endOffsets(topics: readonly string[]): readonly PartitionOffset[] {
    this.mustBeUp();
    return topics.flatMap((topic) => {
      const logs = this.topics.get(topic);
      if (logs === undefined) throw new DriverError('unknown-topic', `UNKNOWN_TOPIC_OR_PARTITION ${topic}`);
      return logs.map((log, partition) => ({ topic, partition, offset: log.end }));
    });
  }

  /** Answers when every replica has what was taken; with a change of leaders before that, nobody knows. */
  produce(batches: readonly PartitionBatch[], answered: Answered<readonly BatchAnswer[]>): void {
    if (this.isDown) return answered(down);
    const { kernel, random, replicationMs } = this.options;
    const delay = this.healed ? 0 : random.integer(0, replicationMs);
    const answers = batches.map((batch) => this.append(batch, kernel.now + delay));
    this.whenReplicated(delay, batches, () => answered({ done: true, value: answers }), answered);
  }

  private whenReplicated(
    delay: number,
    batches: readonly PartitionBatch[],
    done: () => void,
    failed: Answered<never>,
  ): void {
    const interrupted = (error: DriverError): void => {
      cancel();
      failed({ done: false, error });
    };
    this.pending.add(interrupted);
    const cancel = this.options.kernel.after(delay, 'replicated', () => {
      this.pending.delete(interrupted);
      for (const { topic, partition } of batches) this.topics.get(topic)?.[partition]?.wake();
      done();
    });
  }

  private append({ topic, partition, records }: PartitionBatch, replicatedAt: number): BatchAnswer {
    const { kernel, random, sometimes, notTaken, maxRecordBytes = 1_048_588 } = this.options;
    const at = { topic, partition };
    const log = this.topics.get(topic)?.[partition];
    if (log === undefined) return { ...at, error: new DriverError('unknown-topic', 'UNKNOWN_TOPIC_OR_PARTITION') };
    const size = records.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0), 0);
    if (size > maxRecordBytes) return { ...at, error: new DriverError('refused', 'MESSAGE_TOO_LARGE') };
    if (!this.healed && random.chance(notTaken)) {
      sometimes.saw('a batch was not taken, others of its request were');
      return { ...at, error: new DriverError('unavailable', 'NOT_LEADER_OR_FOLLOWER') };
    }
    log.append(records, kernel.now, replicatedAt);
    return at;
  }

  /** Answers when there is something. */
  fetch(positions: readonly PartitionOffset[], answered: Answered<readonly FetchedBatch[]>): void {
    if (this.isDown) return answered(down);
    const found = positions.flatMap((position) => this.seen(position));
    if (found.length > 0) return answered({ done: true, value: found });
    const ends: (() => void)[] = [];
    const end = (): void => {
      this.pending.delete(interrupted);
      for (const one of ends) one();
    };
    const interrupted = (error: DriverError): void => {
      end();
      answered({ done: false, error });
    };
    this.pending.add(interrupted);
    for (const { topic, partition } of positions) {
      const log = this.topics.get(topic)?.[partition];
      if (log === undefined) continue;
      const woken = (): void => {
        end();
        this.fetch(positions, answered);
      };
      ends.push(log.await(woken));
    }
  }

  private seen({ topic, partition, offset }: PartitionOffset): readonly FetchedBatch[] {
    const { kernel, random } = this.options;
    const records = this.topics.get(topic)?.[partition]?.from(offset, random.pick([1, 3, 20, 500]), kernel.now) ?? [];
    return records.length === 0 ? [] : [{ topic, partition, records }];
  }

  join(group: string, ask: JoinAsk, answered: Answered<Joined>): void {
    if (this.isDown) answered(down);
    else this.group(group).join(ask, answered);
  }

  /** @throws DriverError */
  group(name: string): ConsumerGroup {
    this.mustBeUp();
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const { kernel, sometimes, onRebalance } = this.options;
    const partitionsOf = (topic: string): number => this.topics.get(topic)?.length ?? 0;
    const rebalances = (): void => {
      sometimes.saw('a group rebalanced');
      onRebalance?.();
    };
    const made = new ConsumerGroup(kernel, name, groupTimes, partitionsOf, rebalances);
    this.groups.set(name, made);
    return made;
  }

  committed(group: string, partitions: readonly TopicPartition[]): readonly PartitionOffset[] {
    const { committed } = this.group(group);
    return partitions.flatMap(({ topic, partition }) => committed.get(`${topic}/${partition}`) ?? []);
  }

  dump(prefix: string): BrokerDump {
    const records = [...this.topics].flatMap(([topic, logs]) =>
      logs.flatMap((log, partition) =>
        log.records.map(({ offset, key, value, headers }) => ({
          ...{ topic, partition, offset, key: key?.toString() ?? null, value: value?.toString() ?? null },
          headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, bytes.toString()])),
        })),
      ),
    );
    const committed = [...this.groups].flatMap(([group, { committed: offsets }]) =>
      [...offsets.values()].map((offset) => ({ group, ...offset })),
    );
    return { prefix, records, committed };
  }

  get topicNames(): readonly string[] {
    return [...this.topics.keys()];
  }

  private logs(): readonly PartitionLog[] {
    return [...this.topics.values()].flat();
  }

  private interrupt(): void {
    const all = [...this.pending];
    this.pending.clear();
    for (const interrupted of all) interrupted(new DriverError('unavailable', 'the connection was closed'));
  }

  private mustBeUp(): void {
    if (this.isDown) throw unavailable;
  }
}

const unavailable = new DriverError('unavailable', 'ECONNREFUSED');
const down: Outcome<never> = { done: false, error: unavailable };
