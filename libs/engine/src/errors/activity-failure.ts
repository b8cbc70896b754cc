import type { Effect, Json, RecordedError, TimeoutKind } from '@skald/contracts';
import { SagaFailure } from './saga-failure.js';

/** An activity failed after its last attempt. `outcome` none: certainly nothing happened outside. */
export class ActivityFailure extends SagaFailure {
  override readonly name: string = 'ActivityFailure';
  override readonly code: string = 'ACTIVITY_FAILURE';
  constructor(
    readonly activity: string,
    readonly activityId: string,
    readonly outcome: Effect,
    readonly failure: RecordedError,
  ) {
    super(failure.type, failure.message, failure.details);
  }
}

/** An activity ran out of time. */
export class TimeoutFailure extends ActivityFailure {
  override readonly name = 'TimeoutFailure';
  override readonly code = 'TIMEOUT_FAILURE';
  constructor(
    activity: string,
    activityId: string,
    outcome: Effect,
    failure: RecordedError,
    readonly kind: TimeoutKind,
    /** What the participant last said with a heartbeat. */
    readonly lastHeartbeat?: Json,
  ) {
    super(activity, activityId, outcome, failure);
  }
}
