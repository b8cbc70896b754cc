import type { EscalatedWait, Operation } from '@skald/contracts';
import type { ActivityState } from './activity-state.js';
import type { Attempts } from './attempts.js';
import { isOpen } from './attempts.js';
import { openSince } from './open-since.js';
import type { InstanceState } from './instance-state.js';

/** Everything an instance waits for by the clock; all but sleeps are implied by the events they belong to. */
export type Timer = { readonly timerId: string; readonly fireAt: number } & (
  | { readonly purpose: 'sleep' | 'start-delay' | 'saga-timeout' | 'cancel-grace' }
  /** `activity` is its key in the state. */
  | { readonly purpose: 'deadline' | 'schedule-to-start' | 'heartbeat'; readonly activity: string }
  | { readonly purpose: 'backoff'; readonly activity: string; readonly operation: Operation }
  | { readonly purpose: 'escalation'; readonly of: EscalatedWait; readonly since: number }
);

/** A wait for a signal that is to be told when it lasts; known to the live body alone. */
export interface WatchedWait {
  readonly wait: string;
  readonly name: string;
  readonly since: number;
  readonly escalateAt: number;
}

/** The earliest pending timer, or none. While an instance stands still no timer fires. */
export function earliestTimer(state: InstanceState, watched: readonly WatchedWait[]): Timer | undefined {
  if (state.standstill !== undefined || state.phase === 'absent' || state.phase === 'closed') return undefined;
  let earliest = earliestArmed(state);
  for (const timer of timersOfInstance(state, watched)) earliest = earlier(timer, earliest);
  return earliest;
}

export function nextDue(state: InstanceState, watched: readonly WatchedWait[], at: number): Timer | undefined {
  const timer = earliestTimer(state, watched);
  return timer !== undefined && timer.fireAt <= at ? timer : undefined;
}

/** To be called whenever an activity has changed. */
export function armActivity(state: InstanceState, activity: ActivityState): void {
  const fireAt = earliestOf(activity)?.fireAt;
  if (fireAt === activity.armedAt) return;
  activity.armedAt = fireAt;
  if (fireAt !== undefined) arm(state, `a${activity.key}`, fireAt);
}

export function armSleep(state: InstanceState, timerId: string, fireAt: number): void {
  arm(state, `s${timerId}`, fireAt);
}

function arm(state: InstanceState, key: string, fireAt: number): void {
  const { timers, open, sleeps } = state;
  timers.arm(key, fireAt);
  // Most activities settle long before their deadline: what they leave behind must not pile up.
  if (timers.size > 64 + 4 * (open.size + sleeps.size)) timers.sweep((k, at) => timerOf(state, k)?.fireAt === at);
}

function earliestArmed(state: InstanceState): Timer | undefined {
  let timer: Timer | undefined;
  state.timers.earliest((key, fireAt) => {
    timer = timerOf(state, key);
    return timer?.fireAt === fireAt;
  });
  return timer;
}

function timerOf(state: InstanceState, key: string): Timer | undefined {
  const id = key.slice(1);
  if (key.startsWith('a')) return earliestOf(state.activities.get(id)!);
  const sleep = state.sleeps.get(id);
  return sleep === undefined ? undefined : { timerId: id, fireAt: sleep.fireAt, purpose: 'sleep' };
}

function* timersOfInstance(state: InstanceState, watched: readonly WatchedWait[]): Generator<Timer> {
  const { escalateAt, phase } = state;
  if (phase === 'forward') yield* timersOfForward(state, watched);
  if (escalateAt !== undefined) {
    const since = openSince(state);
    yield { timerId: 'escalation', fireAt: escalateAt, purpose: 'escalation', of: { kind: 'saga' }, since };
  }
}

function* timersOfForward(
  { beginAt, sagaDeadline, cancel, escalatedWaits }: InstanceState,
  watched: readonly WatchedWait[],
): Generator<Timer> {
  if (beginAt !== undefined) yield { timerId: 'start-delay', fireAt: beginAt, purpose: 'start-delay' };
  if (sagaDeadline !== undefined) yield { timerId: 'saga-timeout', fireAt: sagaDeadline, purpose: 'saga-timeout' };
  if (cancel?.graceUntil !== undefined) {
    yield { timerId: 'cancel-grace', fireAt: cancel.graceUntil, purpose: 'cancel-grace' };
  }
  for (const { wait, name, since, escalateAt } of watched) {
    if (escalatedWaits.has(wait)) continue;
    const of = { kind: 'signal', name, wait } as const;
    yield { timerId: `escalation:${wait}`, fireAt: escalateAt, purpose: 'escalation', of, since };
  }
}

function earliestOf(activity: ActivityState): Timer | undefined {
  const { forward, undo, deadline, key } = activity;
  let earliest: Timer | undefined;
  if (isOpen(forward)) {
    earliest = backOff(activity, forward, 'execute') ?? silence(activity);
    // At one instant the deadline comes first, so that no further attempt leaves.
    if (deadline !== undefined && (earliest === undefined || deadline <= earliest.fireAt)) {
      earliest = { timerId: `deadline:${key}`, fireAt: deadline, purpose: 'deadline', activity: key };
    }
    earliest = escalationOf(activity, earliest);
  }
  if (undo === undefined || !isOpen(undo)) return earliest;
  const ofUndo = backOff(activity, undo, 'compensate');
  return ofUndo === undefined ? earliest : earlier(ofUndo, earliest);
}

/** At one instant everything else comes first: it may end the wait. Nobody waits for an activity of an earlier run. */
function escalationOf(activity: ActivityState, earliest: Timer | undefined): Timer | undefined {
  const { activityId, key, scheduled, forward, escalatedAt } = activity;
  if (scheduled.escalateAfterMs === undefined || escalatedAt !== undefined || key !== activityId) return earliest;
  const since = forward.scheduledAt;
  const fireAt = since + scheduled.escalateAfterMs;
  const of = { kind: 'activity', activityId } as const;
  return earlier({ timerId: `escalation:${activityId}`, fireAt, purpose: 'escalation', of, since }, earliest);
}

function backOff({ key }: ActivityState, attempts: Attempts, operation: Operation): Timer | undefined {
  const fireAt = attempts.nextAttemptAt;
  if (fireAt === undefined) return undefined;
  return { timerId: `backoff:${operation}:${key}`, fireAt, purpose: 'backoff', activity: key, operation };
}

/** The participant of an attempt has not been heard of: not yet, or not for long. An undo has no such limits. */
function silence({ key, scheduled, forward }: ActivityState): Timer | undefined {
  if (!forward.started && scheduled.scheduleToStartMs !== undefined) {
    const fireAt = forward.issuedAt + scheduled.scheduleToStartMs;
    return { timerId: `start:execute:${key}`, fireAt, purpose: 'schedule-to-start', activity: key };
  }
  if (forward.started && !forward.handedOver && scheduled.heartbeatMs !== undefined) {
    const fireAt = forward.heardAt + scheduled.heartbeatMs;
    return { timerId: `heartbeat:execute:${key}`, fireAt, purpose: 'heartbeat', activity: key };
  }
  return undefined;
}

function earlier(timer: Timer, than: Timer | undefined): Timer {
  return than === undefined || timer.fireAt < than.fireAt ? timer : than;
}
