import type {
  ActivityAttemptFailed,
  ActivityCanceled,
  ActivityCancelRequested,
  ActivityCompleted,
  ActivityFailed,
  ActivityHeartbeat,
  ActivityScheduled,
  ActivityStarted,
  CompensationSkipped,
  Json,
  OfRun,
  Operation,
  TimerFired,
  UndoScheduled,
} from '@skald/contracts';
import { isInside } from '../saga/scopes.js';
import { activityKey } from './activity-key.js';
import type { ActivityState, Terms } from './activity-state.js';
import { attemptsOf } from './activity-state.js';
import type { Attempts } from './attempts.js';
import { beginAttempts, isOpen, issueNext, settleAttempts } from './attempts.js';
import type { InstanceState } from './instance-state.js';
import { letGo } from './let-go.js';
import { termsOfActivity } from './terms.js';
import { armActivity } from './timers.js';
import { sortUndo } from './undo-standing.js';

export function applyActivityScheduled(state: InstanceState, event: ActivityScheduled, at: number): void {
  if (event.operation === 'compensate') return applyUndoScheduled(state, event, at);
  const { type: _, ...scheduled } = event;
  addActivity(state, event.activityId, termsOfActivity(scheduled), event.input, at);
}

export function addActivity(
  state: InstanceState,
  activityId: string,
  scheduled: Terms,
  input: Json | undefined,
  at: number,
): void {
  const activity: ActivityState = {
    key: activityId,
    activityId,
    run: state.run,
    order: state.activities.size,
    scheduled,
    deadline: scheduled.work.kind === 'activity' ? Date.parse(scheduled.work.deadline) : undefined,
    afterPivot: state.pivotPassed,
    forward: beginAttempts(scheduled.retry, scheduled.timeoutMs, at),
    input,
    left: false,
    cancelRequested: false,
    known: false,
    output: undefined,
    undoDecision: 'none',
    undo: undefined,
    escalatedAt: undefined,
    armedAt: undefined,
  };
  state.activities.set(activityId, activity);
  if (scheduled.refused !== undefined) state.refused.add(activityId);
  changed(state, activity);
}

export function applyUndoScheduled(
  state: InstanceState,
  event: Pick<UndoScheduled, 'activityId' | 'run' | 'retry' | 'timeoutMs' | 'late'>,
  at: number,
): void {
  const activity = activityOf(state, event);
  const firstAttempt = activity.undo === undefined ? 1 : activity.undo.attempt + 1;
  activity.undo = {
    ...beginAttempts(event.retry, event.timeoutMs, at, firstAttempt),
    // A child knows by itself how far it has come.
    told: activity.known || activity.scheduled.work.kind === 'child' ? 'completed' : 'unknown',
    late: event.late === true,
  };
  activity.undoDecision = 'scheduled';
  changed(state, activity);
}

export function applyActivityStarted(state: InstanceState, event: ActivityStarted, at: number): void {
  const { activity, attempts } = find(state, event);
  attempts.started = true;
  if (event.handedOver === true) attempts.handedOver = true;
  attempts.heardAt = at;
  changed(state, activity);
}

export function applyActivityHeartbeat(state: InstanceState, event: ActivityHeartbeat, at: number): void {
  const { activity, attempts } = find(state, event);
  attempts.started = true;
  attempts.heardAt = at;
  if (event.details !== undefined) attempts.heartbeat = event.details;
  changed(state, activity);
}

export function applyAttemptFailed(state: InstanceState, event: ActivityAttemptFailed): void {
  const { activity, attempts } = find(state, event);
  attempts.error = event.error;
  attempts.out = false;
  if (event.effect !== 'none') attempts.certain = attempts.endedCertain = false;
  if (event.nextAttemptAt === undefined) return;
  attempts.status = 'back-off';
  attempts.nextAttemptAt = Date.parse(event.nextAttemptAt);
  changed(state, activity);
}

export function applyBackoffFired(
  state: InstanceState,
  event: Extract<TimerFired, { purpose: 'backoff' }>,
  at: number,
): void {
  const { activity, attempts } = find(state, event);
  issueNext(attempts, at);
  changed(state, activity);
}

export function applyActivityCompleted(state: InstanceState, event: ActivityCompleted): void {
  const { activity, attempts } = find(state, event);
  attempts.out = false;
  if (event.operation === 'execute') {
    activity.known = true;
    activity.output = event.output ?? null;
    state.blocked.delete(activity.key);
    state.refused.delete(activity.key);
    // It was not in the plan as something that certainly had not happened; it has.
    const undone = state.phase === 'undo' || isOfFailedScope(state, activity);
    const unplanned = undone && activity.undoDecision === 'none' && !activity.afterPivot;
    if (unplanned && activity.scheduled.compensation !== undefined) activity.undoDecision = 'planned';
  }
  // To a body that had been told otherwise it stays failed or cancelled; what is known now matters for the undo alone.
  const toldOtherwise = attempts.status === 'canceled' || (attempts.status === 'failed' && !activity.afterPivot);
  if (event.operation === 'compensate' || !toldOtherwise) settleAttempts(attempts, 'completed');
  changed(state, activity);
}

export function applyActivityFailed(state: InstanceState, event: ActivityFailed): void {
  const { activity, attempts } = find(state, event);
  settleAttempts(attempts, 'failed');
  attempts.error = event.error;
  attempts.certain = event.outcome === 'none';
  state.refused.delete(activity.key);
  const awaited = activity.scheduled.bestEffort !== true && !activity.cancelRequested;
  if (event.operation === 'execute' && activity.afterPivot && awaited) {
    state.blocked.add(activity.key);
  }
  changed(state, activity);
}

export function applyActivityCanceled(state: InstanceState, event: ActivityCanceled): void {
  const { activity, attempts } = find(state, event);
  settleAttempts(attempts, 'canceled');
  attempts.certain = event.outcome === 'none';
  state.refused.delete(activity.key);
  changed(state, activity);
}

export function applyActivityCancelRequested(state: InstanceState, event: ActivityCancelRequested): void {
  const activity = activityOf(state, event);
  activity.cancelRequested = true;
  // Nobody waits for what lost its race: there is nothing for an operator to decide.
  state.blocked.delete(activity.key);
}

export function applyCompensationSkipped(state: InstanceState, event: CompensationSkipped): void {
  const activity = activityOf(state, event);
  activity.undoDecision = event.actor === 'skald' ? 'skipped-by-policy' : 'skipped-by-operator';
  // An attempt that is still out changes nothing any more.
  if (activity.undo !== undefined && isOpen(activity.undo)) settleAttempts(activity.undo, 'canceled');
  changed(state, activity);
}

function isOfFailedScope({ failedScopes }: InstanceState, { scheduled }: ActivityState): boolean {
  for (const scope of failedScopes) if (isInside(scheduled.scope, scope)) return true;
  return false;
}

/** Everything that is derived from how an activity stands. */
export function changed(state: InstanceState, activity: ActivityState): void {
  const { key, forward, undo } = activity;
  if (isOpen(forward) || (undo !== undefined && isOpen(undo))) state.open.add(key);
  else {
    state.open.delete(key);
    letGo(state, activity);
  }
  if (!isOpen(forward)) state.toCancel.delete(key);
  armActivity(state, activity);
  sortUndo(state, activity);
}

/** @throws RangeError the history speaks of what it never scheduled. */
export function activityOf(state: InstanceState, named: OfRun & { readonly activityId: string }): ActivityState {
  const activity = state.activities.get(activityKey(state.run, named));
  if (activity === undefined) throw new RangeError(`${named.activityId} was never scheduled`);
  return activity;
}

function find(
  state: InstanceState,
  event: OfRun & { readonly activityId: string; readonly operation: Operation },
): { activity: ActivityState; attempts: Attempts } {
  const activity = activityOf(state, event);
  const attempts = attemptsOf(activity, event.operation);
  if (attempts === undefined) throw new RangeError(`${event.operation} of ${event.activityId} was never scheduled`);
  return { activity, attempts };
}
