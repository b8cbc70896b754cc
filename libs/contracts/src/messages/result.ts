import type { RecordedError } from '../errors/recorded-error.js';
import type { ActivityIdentity } from '../identity/keys.js';
import type { Json } from '../json/json.js';

interface ResultBase extends ActivityIdentity {
  readonly attempt: number;
  /** As the command said: what an earlier life of the workflowId scheduled is told apart by it. Left out: taken as it is. */
  readonly scheduledAt?: string;
}

export interface StartedResult extends ResultBase {
  readonly type: 'started';
}
export interface HeartbeatResult extends ResultBase {
  readonly type: 'heartbeat';
  readonly details?: Json;
}
export interface HandedOverResult extends ResultBase {
  readonly type: 'handed-over';
}
export interface CompletedResult extends ResultBase {
  readonly type: 'completed';
  readonly output: Json;
}

/** Whether anything may have happened outside. */
export type Effect = 'none' | 'unknown';

export interface FailedResult extends ResultBase {
  readonly type: 'failed';
  readonly error: RecordedError;
  /** Left out: true, unless the contract names the error type. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  /** Left out: unknown, unless the contract names the error type. */
  readonly effect?: Effect;
}

/** What a participant answers on `saga.results`. */
export type ActivityResult = StartedResult | HeartbeatResult | HandedOverResult | CompletedResult | FailedResult;
