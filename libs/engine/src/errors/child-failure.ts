import type { ChildFailedStatus, Effect, FailureCause, RecordedError } from '@skald/contracts';
import { SagaFailure } from './saga-failure.js';

/** A child ended without success. `outcome` none: nothing is left of what it did. */
export class ChildFailure extends SagaFailure {
  override readonly name = 'ChildFailure';
  override readonly code = 'CHILD_FAILURE';
  /** How the child ended; `rejected`: it was never started, `type` says why. */
  readonly status: ChildFailedStatus;
  /** Why it ended so, where its status does not say: its own failure, its time-out, a cancel. */
  readonly reason: FailureCause | undefined;
  readonly outcome: Effect;
  readonly failure: RecordedError;

  constructor(
    readonly saga: string,
    readonly workflowId: string,
    readonly childId: string,
    ended: {
      readonly status: ChildFailedStatus;
      readonly cause?: FailureCause;
      readonly outcome: Effect;
      readonly error: RecordedError;
    },
  ) {
    const { status, cause, outcome, error } = ended;
    super(error.type, error.message, error.details);
    this.status = status;
    this.reason = cause;
    this.outcome = outcome;
    this.failure = error;
  }
}
