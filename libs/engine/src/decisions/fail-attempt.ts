import type { Effect, EventBody, Operation, RecordedError } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import { ofRun } from '../state/activity-key.js';
import type { ActivityState } from '../state/activity-state.js';
import type { Attempts } from '../state/attempts.js';
import { attemptsLeft } from '../state/attempts.js';
import { backOffMs } from '../state/back-off.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';

export interface AttemptFailure {
  readonly error: RecordedError;
  readonly retryable: boolean;
  readonly effect: Effect;
  readonly retryAfterMs?: number;
}

/** The present attempt failed: another follows by policy, or the operation is exhausted. */
export function failAttempt(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  { operation, attempt }: { readonly operation: Operation; readonly attempt: number },
  failure: AttemptFailure,
  at: number,
): EventBody[] {
  const { activityId } = activity;
  const error = recordError(failure.error);
  const failed = {
    type: 'ActivityAttemptFailed',
    activityId,
    ...ofRun(state.run, activity),
    operation,
    attempt,
    error,
    effect: failure.effect,
  } as const;
  const wanted = operation === 'compensate' || (state.phase === 'forward' && !activity.cancelRequested);
  const { retry, firstAttempt } = attempts;
  const denied = retry.nonRetryable?.includes(error.type) === true;
  if (failure.retryable && !denied && wanted && attemptsLeft(attempts)) {
    const name = `${state.namespace}/${state.workflowId}/${activity.run}/${activityId}/${operation}/${attempt}`;
    const wait = failure.retryAfterMs ?? backOffMs(retry, attempts.attempt - firstAttempt + 1, name);
    return [{ ...failed, nextAttemptAt: instantText(at + wait) }];
  }
  const outcome: Effect = attempts.certain && failure.effect === 'none' ? 'none' : 'unknown';
  return [failed, { type: 'ActivityFailed', activityId, ...ofRun(state.run, activity), operation, outcome, error }];
}
