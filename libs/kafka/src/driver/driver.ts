import type { TopicPartition } from '@skald/ports';
import type { DriverError } from './driver.error.js';

/** A record as the wire wants it: bytes, with its partition decided. */
export interface WireRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** Records of one partition that are appended together or not at all. */
export interface PartitionBatch<R extends WireRecord = WireRecord> extends TopicPartition {
  readonly records: readonly R[];
}

export interface FetchedRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

export interface FetchedBatch extends TopicPartition {
  readonly records: readonly FetchedRecord[];
}

export interface PartitionOffset extends TopicPartition {
  readonly offset: number;
}

/** What this member owned last and in which generation of the group, for an assigner that moves little. */
export interface Claim {
  readonly generation: number;
  readonly partitions: readonly TopicPartition[];
}

export interface JoinedGroup {
  /** The broker's name for this member; another one than before means that the group had given this member up. */
  readonly memberId: string;
  /** The broker's number; rises by one or more with each join of the group. */
  readonly generation: number;
  readonly partitions: readonly TopicPartition[];
}

/** What the broker said to a batch. One that has no answer was not sent, or somebody else's answer came first: it is to be sent again. */
export interface BatchAnswer extends TopicPartition {
  /** Nothing of the batch was taken. */
  readonly error?: DriverError;
}

/** One connection for sending. Connects when it is first used, and again after a failure. */
export interface DriverProducer {
  /**
   * Sends with all acknowledgements, one batch of a partition at most.
   * @throws DriverError when it is not known what was taken.
   */
  produce(batches: readonly PartitionBatch[]): Promise<readonly BatchAnswer[]>;
  close(): Promise<void>;
}

export interface DriverTopic {
  readonly topic: string;
  readonly partitions: number;
  /** -1: the broker's default. */
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Every call throws DriverError. */
export interface DriverAdmin {
  /** 0 for a topic that does not exist. */
  partitionCounts(topics: readonly string[]): Promise<readonly number[]>;
  /** Names of those that this call created. */
  createTopics(topics: readonly DriverTopic[]): Promise<readonly string[]>;
  /** Where the next record of each partition will be. */
  endOffsets(topics: readonly string[]): Promise<readonly PartitionOffset[]>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DriverConsumerOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly coAssigned: boolean;
  /** Where to begin without a committed offset. */
  readonly fromBeginning: boolean;
  /** The name it had in an earlier life; the group may know it still, and then nobody waits for its session to end. */
  readonly memberId?: string;
  /** Asked at each join. */
  readonly claim: () => Claim;
}

/** None of these may throw. */
export interface DriverConsumerHandlers {
  /** After every join, before anything is fetched: everything is resumed; the answer says where to go on, the rest begins at the committed offset. */
  joined(group: JoinedGroup): readonly PartitionOffset[];
  /** Records fetched since the latest join, of a partition that is not paused. */
  batch(batch: FetchedBatch): void;
  /** The client library is at work. */
  alive(): void;
  /** Called once, when this consumer has ended without being told to. */
  ended(error: Error): void;
}

/** One life of a group member: it ends once and is never started again. */
export interface DriverConsumer {
  start(): void;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** @throws DriverError */
  commit(offsets: readonly PartitionOffset[]): Promise<void>;
  /** Leaves the group at once. Never rejects. */
  stop(): Promise<void>;
  /** Ends without leaving: a new life goes on under the same name. Never rejects. */
  abandon(): Promise<void>;
}

/** All that Skald wants from a Kafka client library. */
export interface KafkaDriver {
  producer(): DriverProducer;
  admin(): DriverAdmin;
  consumer(options: DriverConsumerOptions, handlers: DriverConsumerHandlers): DriverConsumer;
}
