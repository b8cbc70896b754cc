import {
  BusUnavailable,
  type Clock,
  type Log,
  type OutgoingRecord,
  type PublishOutcome,
  type SubscriptionHandlers,
  type SubscriptionOptions,
  type TopicSpecification,
} from '@skald/ports';
import { Group, type GroupSurroundings } from './group.js';
import { Member, type Membership } from './member.js';
import { partitionOfKey } from '@skald/contracts';
import { PartitionLog, type Retention } from './partition-log.js';
import { stored } from './stored-record.js';

export interface MemoryBrokerOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** A larger record is refused, as Kafka does. Default 1,048,588. */
  readonly maxRecordBytes?: number;
  /** Kept of each partition for a group that nobody is in, or that does not exist yet. Default 10,000 records, 4 MiB. */
  readonly retention?: Retention;
  /** What subscribers may be behind, of one partition, before publishing is refused as unavailable. Default 256 MiB. */
  readonly maxBacklogBytes?: number;
}

const published: PublishOutcome = { kind: 'published' };

/**
 * Topics, groups and their offsets in the memory of this process.
 *
 * M1 everything is handed over in a later macrotask than it was published in, in batches; an idle broker has no timer.
 * M2 what every group has committed is dropped; what nobody alive waits for is kept within the retention only;
 *    what somebody alive waits for is never dropped: publishing is refused instead.
 */
export class MemoryBroker implements GroupSurroundings {
  readonly log: Log;
  /** When its topics began, milliseconds since 1970. */
  readonly epoch: number;
  readonly #topics = new Map<string, readonly PartitionLog[]>();
  readonly #groups = new Map<string, Group>();
  readonly #broadcasts = new Set<Member>();
  readonly #changed = new Set<Group>();
  #ready = new Set<PartitionLog>();
  readonly #full = new Set<PartitionLog>();
  #isScheduled = false;
  #turn = 0;
  readonly #clock: Clock;
  readonly #retention: Retention;
  readonly #maxRecordBytes: number;
  readonly #maxBacklogBytes: number;

  constructor(options: MemoryBrokerOptions) {
    this.#clock = options.clock;
    this.log = options.log;
    this.epoch = options.clock.now();
    this.#retention = options.retention ?? { records: 10_000, bytes: 4 * 1024 * 1024 };
    this.#maxRecordBytes = options.maxRecordBytes ?? 1_048_588;
    this.#maxBacklogBytes = options.maxBacklogBytes ?? 256 * 1024 * 1024;
  }

  createTopics(specifications: readonly TopicSpecification[]): readonly string[] {
    const missing = specifications.filter(({ topic }) => !this.#topics.has(topic));
    for (const { topic, partitions } of missing) {
      if (this.#topics.has(topic)) continue;
      this.#topics.set(
        topic,
        Array.from({ length: partitions }, (_, partition) => new PartitionLog(topic, partition)),
      );
    }
    if (missing.length > 0) for (const group of this.#groups.values()) this.changed(group);
    return [...new Set(missing.map(({ topic }) => topic))];
  }

  partitionsOf(topic: string): readonly PartitionLog[] {
    return this.#topics.get(topic) ?? [];
  }

  publish(records: readonly OutgoingRecord[]): readonly PublishOutcome[] {
    if (this.#full.size > 0) this.#mustHaveRoom(records);
    const timestamp = this.#clock.now();
    return records.map((record) => {
      const logs = this.partitionsOf(record.topic);
      if (logs.length === 0) return { kind: 'refused', reason: `topic ${record.topic} does not exist` };
      const { key, value, headers, bytes } = stored(record);
      if (bytes > this.#maxRecordBytes) {
        return { kind: 'refused', reason: `${bytes} bytes, at most ${this.#maxRecordBytes} are taken` };
      }
      const spread = () => (key === null ? this.#turn++ % logs.length : partitionOfKey(key, logs.length));
      const log = logs[record.partition ?? spread()];
      if (log === undefined) {
        return { kind: 'refused', reason: `topic ${record.topic} has no partition ${record.partition}` };
      }
      log.append({ key, value, headers, timestamp });
      if (log.bytes > this.#maxBacklogBytes) this.#full.add(log);
      this.ready(log);
      return published;
    });
  }

  subscribe(options: SubscriptionOptions, handlers: SubscriptionHandlers): Member {
    if (options.broadcast) return this.#broadcast(options, handlers);
    const group = this.#groups.get(options.group) ?? new Group(this);
    this.#groups.set(options.group, group);
    const member = new Member(group, options, handlers);
    group.join(member);
    return member;
  }

  #broadcast(options: SubscriptionOptions, handlers: SubscriptionHandlers): Member {
    const missing = options.topics.filter((topic) => !this.#topics.has(topic));
    if (missing.length > 0) throw new BusUnavailable(`topics ${missing.join(', ')} do not exist`);
    const membership: Membership = {
      log: this.log,
      startOf: (log) => log.end,
      committed: () => undefined,
      ready: (log) => this.ready(log),
      left: () => this.#broadcasts.delete(member),
    };
    const member = new Member(membership, options, handlers);
    this.#broadcasts.add(member);
    member.assign(options.topics.flatMap((topic) => this.partitionsOf(topic)));
    return member;
  }

  changed(group: Group): void {
    this.#changed.add(group);
    this.#schedule();
  }

  ready(log: PartitionLog): void {
    this.#ready.add(log);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    void this.#clock.settled().then(() => this.#turnOver()); // M1
  }

  #turnOver(): void {
    this.#isScheduled = false;
    for (const group of this.#changed) {
      this.#changed.delete(group);
      group.rebalance();
    }
    const ready = this.#ready;
    this.#ready = new Set();
    for (const log of ready) {
      for (const group of this.#groups.values()) {
        for (const member of group.members) if (member.handOver(log)) this.ready(log);
      }
      for (const member of this.#broadcasts) if (member.handOver(log)) this.ready(log);
      this.#trim(log);
    }
  }

  /** M2 */
  #trim(log: PartitionLog): void {
    let needed = log.end;
    let wanted = log.end;
    let isKnown = false;
    for (const group of this.#groups.values()) {
      const committed = group.committedOf(log);
      if (committed === undefined) continue;
      isKnown = true;
      if (group.isAlive) needed = Math.min(needed, committed);
      else wanted = Math.min(wanted, committed);
    }
    for (const member of this.#broadcasts) needed = Math.min(needed, member.positionOf(log) ?? needed);
    log.trim(needed, isKnown ? wanted : 0, this.#retention);
    if (log.bytes <= this.#maxBacklogBytes) this.#full.delete(log);
  }

  #mustHaveRoom(records: readonly OutgoingRecord[]): void {
    const topics = new Set(records.map(({ topic }) => topic));
    for (const { topic, bytes } of this.#full) {
      if (topics.has(topic)) throw new BusUnavailable(`subscribers of ${topic} are ${bytes} bytes behind`);
    }
  }
}
