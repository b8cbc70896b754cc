import type { ActivityScheduled, EventBody } from '@skald/contracts';
import { defaultCompensationRetry } from '@skald/contracts';
import type { ActivityState } from '../state/activity-state.js';
import { mayHaveHappened } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import { isLate } from '../state/undo-standing.js';

/**
 * The next event that undoing calls for, or nothing when it waits. Called again until nothing is left.
 * Needs the journal alone (compensation rule 6).
 */
export function progressUndo(state: InstanceState): EventBody | undefined {
  if (!undoProgresses(state)) return undefined;
  for (const activityId of state.undoing.next) {
    const activity = state.activities.get(activityId)!;
    return skipReason(activity) ?? scheduleUndo(activity);
  }
  return { type: 'SagaCompensated' };
}

/** Whether undoing calls for anything now. */
export function undoProgresses({ phase, standstill, started, undoing }: InstanceState): boolean {
  if (phase !== 'undo' || standstill !== undefined) return false;
  const { next, inProgress, stuck } = undoing;
  if (next.size > 0) return inProgress.size === 0 || started?.compensationOrder === 'parallel';
  return inProgress.size === 0 && stuck.size === 0;
}

function skipReason(activity: ActivityState): EventBody | undefined {
  const { activityId, undoDecision } = activity;
  if (undoDecision !== 'planned') return undefined;
  if (!mayHaveHappened(activity)) {
    return { type: 'CompensationSkipped', activityId, reason: 'nothing happened', actor: 'skald' };
  }
  if (!activity.known && activity.scheduled.compensation?.inDoubt === 'skip') {
    return { type: 'CompensationSkipped', activityId, reason: 'outcome unknown, policy skip', actor: 'skald' };
  }
  return undefined;
}

export function scheduleUndo(activity: ActivityState): ActivityScheduled {
  const { compensation, activity: name, queue, activityId } = activity.scheduled;
  return {
    type: 'ActivityScheduled',
    activityId,
    operation: 'compensate',
    activity: name,
    queue,
    retry: compensation?.retry ?? defaultCompensationRetry,
    ...(compensation?.timeoutMs === undefined ? {} : { timeoutMs: compensation.timeoutMs }),
    ...(isLate(activity) ? { late: true } : {}),
  };
}
