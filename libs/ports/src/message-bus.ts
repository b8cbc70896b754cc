/** A record on its way to the bus. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | null;
  readonly value: string | Uint8Array | null;
  readonly headers?: Readonly<Record<string, string | Uint8Array>>;
  /** Only where the key does not decide (dead letters keep their place by key as well). */
  readonly partition?: number;
}

/** A record as it came. Bytes are untouched. */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array>>;
  /** Milliseconds since 1970, set by the broker or the producer. */
  readonly timestamp: number;
}

export type PublishOutcome =
  | { readonly kind: 'published' }
  /** The broker takes everything but this record (too large, unknown topic): trying again does not help. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a subscriber is handed. No handler may throw, and none blocks fetching. */
export interface SubscriptionHandlers {
  /**
   * A fresh assignment: everything of an older generation is void, its commits are dropped, everything is resumed.
   * `partitions` is the whole assignment. One that was in the assignment just before goes on at the next record that was
   * not handed over yet; any other begins at the committed offset. An empty assignment says that all are lost.
   */
  assigned(generation: number, partitions: readonly TopicPartition[]): void;
  /** Records of one partition, in order, next to what was handed over before. None of a paused partition. */
  records(generation: number, records: readonly IncomingRecord[]): void;
  /** The subscription has stopped for good and will not come back by itself. */
  crashed(error: Error): void;
}

export interface SubscriptionOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Topics with equal partition counts are kept together: partition n of all of them goes to one member. */
  readonly coAssigned?: boolean;
  /** Every member receives everything that comes from now on; nothing is committed. For clients that wait for replies. */
  readonly broadcast?: boolean;
}

export interface Subscription {
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /**
   * `offset` is the next one to read. Dropped when `generation` is not the present one.
   * @throws BusUnavailable when it is not known whether it was committed.
   */
  commit(generation: number, offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void>;
  /** Stops fetching at once and leaves the group. */
  stop(): Promise<void>;
}

export interface TopicSpecification {
  readonly topic: string;
  readonly partitions: number;
  readonly config?: Readonly<Record<string, string>>;
}

export interface MessageBus {
  /** Of a bus whose offsets begin anew with each process: offsets of different epochs say nothing about each other. */
  readonly topicEpoch?: number;
  /**
   * Sends records with all acknowledgements, in order within a key; one outcome per record, in order.
   * @throws BusUnavailable when it is not known what arrived; the caller sends again.
   */
  publish(records: readonly OutgoingRecord[]): Promise<readonly PublishOutcome[]>;
  /**
   * Waits for topics that do not exist yet, and for a bus that does not answer, and begins when they are there.
   * @throws BusUnavailable for a broadcast, when it cannot be said where "from now on" is.
   */
  subscribe(options: SubscriptionOptions, handlers: SubscriptionHandlers): Promise<Subscription>;
  /** Creates what is missing; existing topics are left as they are. Returns the names that were created. */
  createTopics(specifications: readonly TopicSpecification[]): Promise<readonly string[]>;
  /** Number of partitions of each topic; 0 for one that does not exist. One answer per topic, in order. */
  partitionCounts(topics: readonly string[]): Promise<readonly number[]>;
  /** The partition that a key belongs to: Kafka's default (murmur2, positive, modulo). */
  partitionOf(key: string, partitions: number): number;
  /** Resolves when the bus answers; rejects with BusUnavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
