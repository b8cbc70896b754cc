import type { InDoubtPolicy } from '../define/activity-defaults.js';
import type { RetryPolicy } from '../define/retry-policy.js';
import type { Json } from '../json/json.js';
import type { OfRun } from './of-run.js';

/** Recorded with the schedule, so that undoing needs the journal alone. */
export interface RecordedCompensation {
  readonly retry: RetryPolicy;
  readonly timeoutMs?: number;
  readonly inDoubt: InDoubtPolicy;
}

/** One operation of an activity begins: its first command leaves with the turn. */
export type ActivityScheduled = ForwardScheduled | UndoScheduled;

export interface ForwardScheduled {
  readonly type: 'ActivityScheduled';
  readonly activityId: string;
  readonly operation: 'execute';
  readonly activity: string;
  readonly queue: string;
  readonly input?: Json;
  readonly retry: RetryPolicy;
  readonly timeoutMs?: number;
  /** RFC 3339; the end of the whole activity. */
  readonly deadline: string;
  readonly scheduleToStartMs?: number;
  readonly heartbeatMs?: number;
  /** From the schedule on. */
  readonly escalateAfterMs?: number;
  /** Present when the activity can be undone. */
  readonly compensation?: RecordedCompensation;
  /** Error types that are certain refusals, from the contract. */
  readonly errors?: readonly string[];
  /** The input was too large to record: the activity fails at once, nothing leaves. */
  readonly refused?: 'PAYLOAD_TOO_LARGE';
  /** The innermost `ctx.scope` it was asked for in, after those around it: `scope#1/scope#2`. */
  readonly scope?: string;
  /** Never fails the saga. */
  readonly bestEffort?: true;
}

/** Refers to the forward activity of the same id, which knows the input. */
export interface UndoScheduled extends OfRun {
  readonly type: 'ActivityScheduled';
  readonly activityId: string;
  readonly operation: 'compensate';
  readonly activity: string;
  readonly queue: string;
  readonly retry: RetryPolicy;
  readonly timeoutMs?: number;
  /** An undo sent once more because the forward output arrived after it. */
  readonly late?: true;
}
