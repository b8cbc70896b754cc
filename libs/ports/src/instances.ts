import type { Json, ParentLink, ParkCode, RecordedError, SagaStatus, WaitingFor } from '@skald/contracts';
import type { UnreadableProjection } from './unreadable-projection.error.js';
import type { CurrentVersion } from './versions.js';

/** The projection of one instance; can be rebuilt from the journal at any time. Instants in milliseconds since 1970. */
export interface InstanceProjection {
  /** `namespace/workflowId`. */
  readonly instance: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly saga: string;
  readonly version: number;
  readonly run: number;
  /** Of the newest turn. */
  readonly seq: number;
  /** The seq where the current run begins. */
  readonly runSeq: number;
  /** The messages of every turn up to this seq are on the bus. */
  readonly publishedSeq: number;
  readonly status: SagaStatus;
  /** Why it is parked, as its history says. */
  readonly parkedFor?: ParkCode;
  readonly cause?: string;
  readonly error?: RecordedError;
  readonly input?: Json;
  readonly output?: Json;
  readonly view?: Json;
  readonly attributes: readonly { readonly k: string; readonly v: string | number | boolean }[];
  readonly waitingFor: readonly WaitingFor[];
  /** Of whom it is the child. */
  readonly parent?: ParentLink;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly closedAt?: number;
  readonly expireAt?: number;
  /** murmur2 of the workflowId, mod 512. */
  readonly bucket: number;
  /** The earliest pending timer; an effect not yet recorded counts as now. Left out: nothing pending. */
  readonly wakeAt?: number;
}

export interface DueInstance {
  readonly instance: string;
  readonly wakeAt: number;
}

export interface ParkedInstance {
  readonly instance: string;
  readonly seq: number;
}

export interface ParkedQuestion {
  /** What they run. */
  readonly versions: readonly CurrentVersion[];
  readonly reasons: readonly ParkCode[];
  /** Left out: wherever they are. */
  readonly buckets?: readonly number[];
  readonly after?: string;
  readonly limit: number;
}

export interface InstanceFilter {
  readonly namespace: string;
  readonly saga?: string;
  readonly version?: number;
  readonly status?: SagaStatus;
  readonly attributes?: readonly { readonly k: string; readonly v: string | number | boolean }[];
}

/** Instances of one version of a saga that are not closed, over all namespaces. */
export interface OpenOfVersion {
  readonly saga: string;
  readonly version: number;
  readonly open: number;
  /** When the oldest of them began, milliseconds since 1970. */
  readonly oldest: number;
}

/** Instances of one namespace that are not closed. */
export interface OpenOfNamespace {
  readonly namespace: string;
  readonly open: number;
}

export interface InstancePage {
  readonly instances: readonly InstanceProjection[];
  /** Those that cannot be shown; left out: none. */
  readonly unreadable?: readonly UnreadableProjection[];
  /** Give it back to read on; left out: that was all. */
  readonly cursor?: string;
}

export interface Instances {
  /** Writes projections; one that is not newer (by seq, then publishedSeq) than what is stored changes nothing. */
  save(projections: readonly InstanceProjection[]): Promise<void>;
  /**
   * Shows an instance as parked although no turn says so: its history cannot be read. It is not due any more, and parked
   * for nothing; the next projection that is newer replaces this. One that is not stored is left out.
   */
  park(instance: string, waitingFor: WaitingFor): Promise<void>;
  /** One answer per instance, in order. @throws UnreadableProjection */
  find(instances: readonly string[]): Promise<readonly (InstanceProjection | undefined)[]>;
  /** Instances of these buckets with `wakeAt` up to `until`, ordered by (wakeAt, instance), after the cursor. */
  due(question: {
    readonly buckets: readonly number[];
    readonly until: number;
    readonly after?: DueInstance;
    readonly limit: number;
  }): Promise<readonly DueInstance[]>;
  /** By instance, after this one. It looks at what is parked alone. */
  parked(question: ParkedQuestion): Promise<readonly ParkedInstance[]>;
  /**
   * Newest first by (startedAt, instance).
   * @throws InvalidCursor
   */
  list(filter: InstanceFilter, limit: number, cursor?: string): Promise<InstancePage>;
  /** Instances that have no `expireAt`: not closed, or something that they sent has not arrived. By instance, after this one. */
  open(after: string | undefined, limit: number): Promise<readonly string[]>;
  /** By (saga, version). For people: it may look at everything that is open. */
  openByVersion(): Promise<readonly OpenOfVersion[]>;
  /** Of these buckets, by namespace; one without any is left out. It may look at everything that is open. */
  openByNamespace(buckets: readonly number[]): Promise<readonly OpenOfNamespace[]>;
  /** Closed instances whose `expireAt` has passed. */
  expired(now: number, limit: number): Promise<readonly string[]>;
  remove(instances: readonly string[]): Promise<void>;
}
