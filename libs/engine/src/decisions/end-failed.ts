import type { EventBody, FailureCause, RecordedError } from '@skald/contracts';
import { mayHaveHappened } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import { cancelOpenActivities } from './cancel-activities.js';

export interface FailedEnd {
  readonly cause: FailureCause;
  readonly error: RecordedError;
  readonly compensate: boolean;
}

/**
 * The forward part ends without success. Compensation rule 2: the plan is every recorded activity that
 * completed or whose outcome is unknown, newest first.
 */
export function endFailed(state: InstanceState, end: FailedEnd): EventBody[] {
  const canceled = cancelOpenActivities(state);
  const certain = new Set(
    canceled.flatMap((e) => (e.type === 'ActivityCanceled' && e.outcome === 'none' ? [e.activityId] : [])),
  );
  const plan = end.compensate
    ? [...state.activities.values()]
        .filter((a) => a.scheduled.compensation !== undefined && !certain.has(a.activityId) && mayHaveHappened(a))
        .map((a) => ({ run: state.run, activityId: a.activityId }))
        .reverse()
    : [];
  if (plan.length > 0) return [...canceled, { type: 'CompensationPlanned', cause: end.cause, error: end.error, plan }];
  if (end.cause === 'cancel') return [...canceled, { type: 'SagaCanceled', reason: end.error.message }];
  return [...canceled, { type: 'SagaFailed', cause: end.cause, error: end.error }];
}
