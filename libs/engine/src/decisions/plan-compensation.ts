import type { EventBody } from '@skald/contracts';
import { mayHaveHappened } from '../state/activity-state.js';
import type { FailedEnd, InstanceState } from '../state/instance-state.js';

/**
 * The forward part has ended without success, and nothing of it is open any more. Compensation rule 2: the plan is
 * every recorded activity that completed or whose outcome is unknown, newest first.
 */
export function planCompensation(state: InstanceState, end: FailedEnd): EventBody {
  const plan: { run: number; activityId: string }[] = [];
  if (end.compensate) {
    for (const activity of state.activities.values()) {
      if (activity.scheduled.compensation !== undefined && mayHaveHappened(activity)) {
        plan.push({ run: activity.run, activityId: activity.activityId });
      }
    }
  }
  if (plan.length > 0) {
    return { type: 'CompensationPlanned', cause: end.cause, error: end.error, plan: plan.reverse() };
  }
  if (end.cause === 'cancel') return { type: 'SagaCanceled', reason: end.error.message };
  return { type: 'SagaFailed', cause: end.cause, error: end.error };
}
