import type { SagaDefinition } from '@skald/engine';
import type { Clock, Ids, Instances, Journal, Log, MessageBus } from '@skald/ports';

export interface CoordinatorOptions {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sagas: readonly SagaDefinition[];
  /** Of every topic but those of domain events. */
  readonly prefix?: string;
  readonly group?: string;
  /** Raised when the inbound topics are recreated or repartitioned; see the guide on topics. */
  readonly topicEpoch?: number;
  /** Topics that a request may name in `replyTo`, besides `saga.replies`. */
  readonly replyTopics?: readonly string[];
  /** Suspended sagas kept in memory; 0 switches the cache off, so that every turn replays. */
  readonly cachedInstances?: number;
  /** Inbound records without a turn, over all partitions, before intake pauses. */
  readonly maxWaiting?: number;
  /** Commands that are out are sent again at start: for a bus that keeps nothing over a restart. */
  readonly resendOpenCommands?: boolean;
  /** How long a closed instance is kept, milliseconds. */
  readonly retentionMs?: number;
}

export interface CoordinatorHealth {
  /** It has an assignment, the store and the bus answer, and the watermarks move. */
  readonly ready: boolean;
  /** Names what is wrong, for people. */
  readonly problems: readonly string[];
  readonly partitions: number;
  readonly waiting: number;
  readonly cached: number;
}

export interface Coordinator {
  /** Subscribes; resolves when the first assignment is there. */
  start(): Promise<void>;
  /** Stops taking in, finishes the turns under way, commits, leaves the group: within the time given, in milliseconds. */
  drain(timeoutMs: number): Promise<void>;
  health(): CoordinatorHealth;
  /** Called once when it cannot go on; the process is to end. */
  onFatal(listener: (error: Error) => void): void;
}
