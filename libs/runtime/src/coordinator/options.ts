import type { Guard, Limit, SagaDefinition } from '@skald/engine';
import type { Clock, Custody, Ids, Instances, Journal, Log, MessageBus, Versions } from '@skald/ports';
import type { NamespaceCaps } from './caps/namespace-caps.js';
import type { CoordinatorMeter } from './meter.js';
import type { ActivityDefaults, LimitName } from '@skald/contracts';

export interface CoordinatorOptions {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly custody: Custody;
  readonly versions: Versions;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sagas: readonly SagaDefinition[];
  /** Of every topic but those of domain events. Default `saga.`. */
  readonly prefix?: string;
  /** Consumer group. Default `skald-coordinator`. */
  readonly group?: string;
  /** Partitions of topics that are created. A power of two up to 512; default 8. */
  readonly partitions?: number;
  /** Whether missing topics are created, at start and when a queue is first used. Default true. */
  readonly createTopics?: boolean;
  /** Raised when the inbound topics are recreated or repartitioned. Default: what the bus says, else 0. */
  readonly topicEpoch?: number;
  /** Topics that a request may name in `replyTo`, besides `saga.replies`. */
  readonly replyTopics?: readonly string[];
  /** Memory for suspended sagas; 0 switches the cache off, so that every turn replays. Default 256 MiB. */
  readonly cacheBytes?: number;
  /** Inbound records without a turn, over all partitions, before intake pauses. Default 5,000. */
  readonly maxWaiting?: number;
  /** Bytes of inbound records that are not settled, over all partitions, before intake pauses. Default 64 MiB. */
  readonly intakeBytes?: number;
  /** Commands that are out are sent again at start: for a bus that keeps nothing over a restart. */
  readonly resendOpenCommands?: boolean;
  /** How long a closed instance is kept, milliseconds. Default 30 days. */
  readonly retentionMs?: number;
  /** Of activities, where neither call, contract nor saga says otherwise. */
  readonly activityDefaults?: ActivityDefaults;
  /** What a run may have of signals, history and open activities; what is left out as in `defaultLimits`. */
  readonly limits?: Partial<Readonly<Record<LimitName, Limit>>>;
  /** What each namespace may have of open instances and of starts per second; a start beyond is refused. Default: no caps. */
  readonly namespaceCaps?: NamespaceCaps;
  /** Further tries of an instance whose evaluation ended its process, before it is parked. Default 5. */
  readonly stallRetries?: number;
  /** Told what is done, for metrics. */
  readonly meter?: CoordinatorMeter;
  /** Runs saga code so that its context can be told from the runtime's own. */
  readonly guard?: Guard;
}

export interface CoordinatorHealth {
  /** It has an assignment, store and bus answer, and the watermarks move. */
  readonly ready: boolean;
  /** What is wrong, for people. */
  readonly problems: readonly string[];
  readonly partitions: number;
  /** Inputs without a turn. */
  readonly waiting: number;
  /** Suspended sagas in memory. */
  readonly cached: number;
  /** Wake-ups that are near or overdue. */
  readonly timers: number;
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
