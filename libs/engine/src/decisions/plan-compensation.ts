import type { CompensationPlanned, EventBody, RecordedError } from '@skald/contracts';
import { isInside } from '../saga/scopes.js';
import type { ActivityState } from '../state/activity-state.js';
import { isUndoable } from '../state/activity-state.js';
import type { FailedEnd, InstanceState } from '../state/instance-state.js';
import { isUndoing } from '../state/undoing.js';

type Planned = CompensationPlanned['plan'][number];

/**
 * The forward part has ended without success, and nothing of it is open any more. Compensation rule 2: the plan is
 * every recorded activity that completed or whose outcome is unknown, newest first.
 */
export function planCompensation(state: InstanceState, end: FailedEnd): EventBody {
  const plan: Planned[] = [];
  if (end.compensate) {
    for (const activity of state.activities.values()) {
      if (isUndoable(activity)) plan.push(planned(activity));
    }
  }
  // What a failed scope has begun to undo is seen through to its end.
  if (plan.length > 0 || isUndoing(state) || end.cause === 'undo') {
    return { type: 'CompensationPlanned', cause: end.cause, error: end.error, plan: plan.reverse() };
  }
  if (end.cause === 'cancel') return { type: 'SagaCanceled', reason: end.error.message };
  return { type: 'SagaFailed', cause: end.cause, error: end.error };
}

/** A scope threw, and nothing inside it is open any more. Past the pivot nothing is undone. */
export function planScope(state: InstanceState, scope: string, error: RecordedError): EventBody {
  const plan: Planned[] = [];
  if (!state.pivotPassed) {
    for (const activity of state.activities.values()) {
      if (isInside(activity.scheduled.scope, scope) && isUndoable(activity)) plan.push(planned(activity));
    }
  }
  return { type: 'CompensationPlanned', cause: 'scope', scope, error, plan: plan.reverse() };
}

function planned({ run, activityId }: ActivityState): Planned {
  return { run, activityId };
}
