import type { Operation } from '@skald/contracts';
import type { ActivityState } from './activity-state.js';
import type { Attempts } from './attempts.js';
import type { InstanceState } from './instance-state.js';

/** Everything an instance waits for by the clock; all but sleeps are implied by the events they belong to. */
export type Timer = { readonly timerId: string; readonly fireAt: number } & (
  | { readonly purpose: 'sleep' | 'saga-timeout' | 'cancel-grace' }
  | { readonly purpose: 'deadline'; readonly activityId: string }
  | {
      readonly purpose: 'backoff' | 'schedule-to-start' | 'heartbeat';
      readonly activityId: string;
      readonly operation: Operation;
    }
);

/** The earliest pending timer, or none. While an instance stands still no timer fires. */
export function earliestTimer(state: InstanceState): Timer | undefined {
  let earliest: Timer | undefined;
  for (const timer of pendingTimers(state)) {
    if (earliest === undefined || before(timer, earliest)) earliest = timer;
  }
  return earliest;
}

export function nextDue(state: InstanceState, at: number): Timer | undefined {
  const timer = earliestTimer(state);
  return timer !== undefined && timer.fireAt <= at ? timer : undefined;
}

function before(a: Timer, b: Timer): boolean {
  return a.fireAt < b.fireAt || (a.fireAt === b.fireAt && a.timerId < b.timerId);
}

export function* pendingTimers(state: InstanceState): Generator<Timer> {
  if (state.standstill !== undefined || state.phase === 'absent' || state.phase === 'closed') return;
  if (state.phase === 'forward') {
    for (const [timerId, { fireAt }] of state.sleeps) yield { timerId, fireAt, purpose: 'sleep' };
    if (state.sagaDeadline !== undefined) {
      yield { timerId: 'saga-timeout', fireAt: state.sagaDeadline, purpose: 'saga-timeout' };
    }
    if (state.cancel?.graceUntil !== undefined) {
      yield { timerId: 'cancel-grace', fireAt: state.cancel.graceUntil, purpose: 'cancel-grace' };
    }
  }
  for (const activityId of state.open) yield* timersOf(state.activities.get(activityId)!);
}

function* timersOf(activity: ActivityState): Generator<Timer> {
  const { forward, undo, deadline, activityId } = activity;
  if (isOpen(forward)) {
    if (deadline !== undefined)
      yield { timerId: `deadline:${activityId}`, fireAt: deadline, purpose: 'deadline', activityId };
    yield* attemptTimers(activity, forward, 'execute');
  }
  if (undo !== undefined && isOpen(undo)) yield* attemptTimers(activity, undo, 'compensate');
}

function* attemptTimers(activity: ActivityState, attempts: Attempts, operation: Operation): Generator<Timer> {
  const { activityId, scheduled } = activity;
  if (attempts.status === 'back-off') {
    const fireAt = attempts.nextAttemptAt ?? 0;
    yield { timerId: `backoff:${operation}:${activityId}`, fireAt, purpose: 'backoff', activityId, operation };
    return;
  }
  if (operation === 'compensate') return;
  if (scheduled.scheduleToStartMs !== undefined && !attempts.started) {
    const fireAt = attempts.issuedAt + scheduled.scheduleToStartMs;
    yield { timerId: `start:${operation}:${activityId}`, fireAt, purpose: 'schedule-to-start', activityId, operation };
  }
  if (scheduled.heartbeatMs !== undefined && attempts.started) {
    const fireAt = attempts.issuedAt + scheduled.heartbeatMs;
    yield { timerId: `heartbeat:${operation}:${activityId}`, fireAt, purpose: 'heartbeat', activityId, operation };
  }
}

function isOpen(attempts: Attempts): boolean {
  return attempts.status === 'in-flight' || attempts.status === 'back-off';
}
