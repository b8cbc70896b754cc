import type { ActivityScheduled, EventBody } from '@skald/contracts';
import { defaultCompensationRetry } from '@skald/contracts';
import type { ActivityState } from '../state/activity-state.js';
import { mayHaveHappened, needsDecision } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';

/**
 * The next event that undoing calls for, or nothing when it waits. Called again until nothing is left.
 * Needs the journal alone (compensation rule 6).
 */
export function progressUndo(state: InstanceState): EventBody | undefined {
  if (state.phase !== 'undo' || state.standstill !== undefined) return undefined;
  const parallel = state.started?.compensationOrder === 'parallel';
  let settled = true;
  for (const activityId of state.plan) {
    const activity = state.activities.get(activityId)!;
    const late = lateUndo(activity);
    if (late !== undefined) return late;
    const standing = standingOf(activity);
    if (standing === 'next') return skipReason(activity) ?? scheduleUndo(activity, false);
    if (standing === 'done') continue;
    settled = false;
    if (standing === 'in progress' && !parallel) return undefined;
  }
  return settled ? { type: 'SagaCompensated' } : undefined;
}

function standingOf(activity: ActivityState): 'next' | 'in progress' | 'stuck' | 'done' {
  switch (activity.undoDecision) {
    case 'planned':
      return needsDecision(activity) ? 'stuck' : 'next';
    case 'scheduled': {
      const status = activity.undo?.status;
      if (status === 'completed') return 'done';
      return status === 'failed' ? 'stuck' : 'in progress';
    }
    case 'none':
    case 'skipped-by-policy':
    case 'skipped-by-operator':
    case 'resolved':
      return 'done';
  }
}

function skipReason(activity: ActivityState): EventBody | undefined {
  const { activityId } = activity;
  if (!mayHaveHappened(activity)) {
    return { type: 'CompensationSkipped', activityId, reason: 'nothing happened', actor: 'skald' };
  }
  if (!activity.known && activity.scheduled.compensation?.inDoubt === 'skip') {
    return { type: 'CompensationSkipped', activityId, reason: 'outcome unknown, policy skip', actor: 'skald' };
  }
  return undefined;
}

/** The output arrived after the undo of an unknown outcome (or after skipping it): the undo is sent once more, with the output. */
function lateUndo(activity: ActivityState): EventBody | undefined {
  if (!activity.known) return undefined;
  if (activity.undoDecision === 'skipped-by-policy') return scheduleUndo(activity, false);
  const { undo } = activity;
  if (activity.undoDecision !== 'scheduled' || undo === undefined || undo.told === 'completed') return undefined;
  return undo.status === 'completed' || undo.status === 'failed' ? scheduleUndo(activity, true) : undefined;
}

export function scheduleUndo(activity: ActivityState, late: boolean): ActivityScheduled {
  const { compensation, activity: name, queue, activityId } = activity.scheduled;
  return {
    type: 'ActivityScheduled',
    activityId,
    operation: 'compensate',
    activity: name,
    queue,
    retry: compensation?.retry ?? defaultCompensationRetry,
    ...(compensation?.timeoutMs === undefined ? {} : { timeoutMs: compensation.timeoutMs }),
    ...(late ? { late } : {}),
  };
}
