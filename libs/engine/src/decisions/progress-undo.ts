import type { ActivityScheduled, EventBody } from '@skald/contracts';
import { defaultCompensationRetry } from '@skald/contracts';
import { ofRun } from '../state/activity-key.js';
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
  for (const key of state.undoing.next) {
    const activity = state.activities.get(key)!;
    return skipReason(state, activity) ?? scheduleUndo(state, activity);
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

function skipReason({ run: presentRun }: InstanceState, activity: ActivityState): EventBody | undefined {
  const { activityId, undoDecision } = activity;
  const run = ofRun(presentRun, activity);
  if (undoDecision !== 'planned') return undefined;
  if (!mayHaveHappened(activity)) {
    return { type: 'CompensationSkipped', activityId, ...run, reason: 'nothing happened', actor: 'skald' };
  }
  if (!activity.known && activity.scheduled.compensation?.inDoubt === 'skip') {
    const reason = 'outcome unknown, policy skip';
    return { type: 'CompensationSkipped', activityId, ...run, reason, actor: 'skald' };
  }
  return undefined;
}

export function scheduleUndo(state: InstanceState, activity: ActivityState): ActivityScheduled {
  const { compensation, activity: name, queue, activityId } = activity.scheduled;
  return {
    type: 'ActivityScheduled',
    activityId,
    ...ofRun(state.run, activity),
    operation: 'compensate',
    activity: name,
    queue,
    retry: compensation?.retry ?? defaultCompensationRetry,
    ...(compensation?.timeoutMs === undefined ? {} : { timeoutMs: compensation.timeoutMs }),
    ...(isLate(activity) ? { late: true } : {}),
  };
}
