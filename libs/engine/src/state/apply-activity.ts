import type {
  ActivityAttemptFailed,
  ActivityCanceled,
  ActivityCompleted,
  ActivityFailed,
  ActivityHeartbeat,
  ActivityScheduled,
  ActivityStarted,
  Operation,
  TimerFired,
} from '@skald/contracts';
import type { ActivityState } from './activity-state.js';
import { attemptsOf } from './activity-state.js';
import type { Attempts } from './attempts.js';
import { beginAttempts, issueNext } from './attempts.js';
import type { InstanceState } from './instance-state.js';

export function applyActivityScheduled(state: InstanceState, event: ActivityScheduled, at: number): void {
  if (event.operation === 'compensate') return applyUndoScheduled(state, event, at);
  state.activities.set(event.activityId, {
    activityId: event.activityId,
    scheduled: event,
    deadline: event.deadline === undefined ? undefined : Date.parse(event.deadline),
    afterPivot: state.pivotPassed,
    forward: beginAttempts(event.retry, event.timeoutMs, at),
    left: false,
    known: false,
    output: undefined,
    undoDecision: 'none',
    undo: undefined,
  });
  state.open.add(event.activityId);
}

function applyUndoScheduled(state: InstanceState, event: ActivityScheduled, at: number): void {
  const activity = state.activities.get(event.activityId)!;
  const before = activity.undo;
  const attempts = beginAttempts(event.retry, event.timeoutMs, at);
  if (before !== undefined) {
    attempts.attempt = before.attempt + 1;
    attempts.firstAttempt = attempts.attempt;
  }
  activity.undo = { ...attempts, told: activity.known ? 'completed' : 'unknown', late: event.late === true };
  activity.undoDecision = 'scheduled';
  state.open.add(event.activityId);
}

export function applyActivityStarted(state: InstanceState, event: ActivityStarted): void {
  find(state, event).attempts.started = true;
}

export function applyActivityHeartbeat(state: InstanceState, event: ActivityHeartbeat, at: number): void {
  const { attempts } = find(state, event);
  attempts.started = true;
  attempts.issuedAt = at;
  if (event.details !== undefined) attempts.heartbeat = event.details;
}

export function applyAttemptFailed(state: InstanceState, event: ActivityAttemptFailed): void {
  const { attempts } = find(state, event);
  attempts.error = event.error;
  if (event.effect !== 'none') attempts.certain = attempts.endedCertain = false;
  if (event.nextAttemptAt === undefined) return;
  attempts.status = 'back-off';
  attempts.nextAttemptAt = Date.parse(event.nextAttemptAt);
}

export function applyBackoffFired(
  state: InstanceState,
  event: Extract<TimerFired, { purpose: 'backoff' }>,
  at: number,
): void {
  issueNext(find(state, event).attempts, at);
}

export function applyActivityCompleted(state: InstanceState, event: ActivityCompleted): void {
  const { activity, attempts } = find(state, event);
  if (event.operation === 'execute') {
    activity.known = true;
    activity.output = event.output ?? null;
    state.blocked.delete(event.activityId);
    if (attempts.status === 'canceled' || attempts.status === 'failed') {
      // The body had been told otherwise; what is known now matters for the undo alone.
      if (!activity.afterPivot) return;
    }
  }
  attempts.status = 'completed';
  attempts.nextAttemptAt = undefined;
  settle(state, activity);
}

export function applyActivityFailed(state: InstanceState, event: ActivityFailed): void {
  const { activity, attempts } = find(state, event);
  attempts.status = 'failed';
  attempts.error = event.error;
  attempts.certain = event.outcome === 'none';
  attempts.nextAttemptAt = undefined;
  if (event.operation === 'execute' && activity.afterPivot && activity.scheduled.bestEffort !== true) {
    state.blocked.add(event.activityId);
  }
  settle(state, activity);
}

export function applyActivityCanceled(state: InstanceState, event: ActivityCanceled): void {
  const { activity, attempts } = find(state, event);
  attempts.status = 'canceled';
  attempts.certain = event.outcome === 'none';
  attempts.nextAttemptAt = undefined;
  settle(state, activity);
}

function settle(state: InstanceState, activity: ActivityState): void {
  const open = [activity.forward.status, activity.undo?.status].some((s) => s === 'in-flight' || s === 'back-off');
  if (!open) state.open.delete(activity.activityId);
}

function find(
  state: InstanceState,
  event: { readonly activityId: string; readonly operation: Operation },
): { activity: ActivityState; attempts: Attempts } {
  const activity = state.activities.get(event.activityId);
  const attempts = activity === undefined ? undefined : attemptsOf(activity, event.operation);
  if (activity === undefined || attempts === undefined) {
    throw new RangeError(`${event.operation} of ${event.activityId} was never scheduled`);
  }
  return { activity, attempts };
}
