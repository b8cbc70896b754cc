import type { ChildUndoRequested, EventBody, UndoScheduled } from '@skald/contracts';
import { ofRun } from '../state/activity-key.js';
import type { ActivityState, Work } from '../state/activity-state.js';
import { mayHaveHappened } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import { isLate } from '../state/undo-standing.js';
import { isUndoing } from '../state/undoing.js';

/**
 * The next event that undoing calls for, or nothing when it waits. Called again until nothing is left.
 * Needs the journal alone (compensation rule 6).
 */
export function progressUndo(state: InstanceState): EventBody | undefined {
  return undoProgresses(state) ? (nextUndo(state) ?? { type: 'SagaCompensated' }) : undefined;
}

/** Whether undoing an instance calls for anything now. */
export function undoProgresses(state: InstanceState): boolean {
  if (state.phase !== 'undo' || state.standstill !== undefined) return false;
  return undoAdvances(state) || !isUndoing(state);
}

/** The next undo of failed scopes, while the saga goes on. */
export function progressScopes(state: InstanceState): EventBody | undefined {
  return undoAdvances(state) ? nextUndo(state) : undefined;
}

/** A failed scope of which nothing is left to undo. */
export function scopeUndone({ scopePlans }: InstanceState): EventBody | undefined {
  for (const [scope, left] of scopePlans) if (left.size === 0) return { type: 'ScopeUndone', scope };
  return undefined;
}

/** Whether an undo may be scheduled now: one at a time, or all together. */
function undoAdvances({ started, undoing: { next, inProgress } }: InstanceState): boolean {
  return next.size > 0 && (inProgress.size === 0 || started?.compensationOrder === 'parallel');
}

function nextUndo(state: InstanceState): EventBody | undefined {
  const { first } = state.undoing.next;
  if (first === undefined) return undefined;
  const activity = state.activities.get(first)!;
  return skipReason(state, activity) ?? askForUndo(state, activity);
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

/** Has an activity, or a child as a whole, undone. */
export function askForUndo(state: InstanceState, activity: ActivityState): UndoScheduled | ChildUndoRequested {
  const { work } = activity.scheduled;
  switch (work.kind) {
    case 'activity':
      return scheduleUndo(state, activity, work);
    case 'child':
      return { type: 'ChildUndoRequested', childId: activity.activityId, ...ofRun(state.run, activity) };
  }
}

function scheduleUndo(
  state: InstanceState,
  activity: ActivityState,
  work: Extract<Work, { kind: 'activity' }>,
): UndoScheduled {
  const { activityId } = activity;
  const { retry, timeoutMs } = activity.scheduled.compensation!;
  return {
    type: 'ActivityScheduled',
    activityId,
    ...ofRun(state.run, activity),
    operation: 'compensate',
    activity: work.activity,
    queue: work.queue,
    retry,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(isLate(activity) ? { late: true } : {}),
  };
}
