import type { EventBody, Operation, TimeoutKind } from '@skald/contracts';
import { attemptsOf } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import { nextDue } from '../state/timers.js';
import type { Timer } from '../state/timers.js';
import { failAttempt } from './fail-attempt.js';

export interface Fired {
  readonly timer: Timer;
  readonly events: readonly EventBody[];
}

/** The earliest timer that is due, with what its firing means; nothing when none is. A firing removes the timer. */
export function decideWake(state: InstanceState, at: number): Fired | undefined {
  const timer = nextDue(state, at);
  return timer === undefined ? undefined : { timer, events: firing(state, timer, at) };
}

function firing(state: InstanceState, timer: Timer, at: number): EventBody[] {
  switch (timer.purpose) {
    case 'sleep':
      return [{ type: 'TimerFired', timerId: timer.timerId, purpose: 'sleep' }];
    case 'saga-timeout':
      return [{ type: 'SagaTimedOut' }];
    case 'cancel-grace':
      return [{ type: 'CancelGraceExpired' }];
    case 'backoff': {
      const { activityId, operation, timerId } = timer;
      const activity = state.activities.get(activityId)!;
      // The whole activity is out of time as well: no further attempt.
      if (operation === 'execute' && activity.deadline !== undefined && activity.deadline <= at) {
        return timedOut(state, activityId, 'execute', 'scheduleToClose', false, at);
      }
      const attempt = attemptsOf(activity, operation)!.attempt + 1;
      return [{ type: 'TimerFired', timerId, purpose: 'backoff', activityId, operation, attempt }];
    }
    case 'deadline':
      return timedOut(state, timer.activityId, 'execute', 'scheduleToClose', false, at);
    case 'schedule-to-start':
      return timedOut(state, timer.activityId, timer.operation, 'scheduleToStart', false, at);
    case 'heartbeat':
      return timedOut(state, timer.activityId, timer.operation, 'heartbeat', true, at);
  }
}

function timedOut(
  state: InstanceState,
  activityId: string,
  operation: Operation,
  kind: TimeoutKind,
  retryable: boolean,
  at: number,
): EventBody[] {
  const activity = state.activities.get(activityId)!;
  const attempts = attemptsOf(activity, operation)!;
  const { attempt, heartbeat } = attempts;
  const details = { kind, ...(heartbeat === undefined ? {} : { heartbeat }) };
  const error = { type: 'skald.Timeout', message: `${kind} time-out of ${activityId}`, details, activityId };
  const marked: EventBody = { type: 'ActivityTimedOut', activityId, operation, attempt, kind };
  if (attempts.status === 'back-off') {
    const outcome = attempts.certain ? 'none' : 'unknown';
    return [marked, { type: 'ActivityFailed', activityId, operation, outcome, error }];
  }
  const failure = { error, retryable, effect: 'unknown' } as const;
  return [marked, ...failAttempt(state, activity, attempts, { operation, attempt }, failure, at)];
}
