import type { EventBody, Operation, TimeoutKind } from '@skald/contracts';
import { ofRun } from '../state/activity-key.js';
import type { ActivityState } from '../state/activity-state.js';
import { attemptsOf } from '../state/activity-state.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';
import { nextDue } from '../state/timers.js';
import type { Timer, WatchedWait } from '../state/timers.js';
import { failAttempt } from './fail-attempt.js';

export interface Fired {
  readonly timer: Timer;
  readonly events: readonly EventBody[];
}

/** The earliest timer that is due, with what its firing means; nothing when none is. A firing removes the timer. */
export function decideWake(state: InstanceState, watched: readonly WatchedWait[], at: number): Fired | undefined {
  const timer = nextDue(state, watched, at);
  return timer === undefined ? undefined : { timer, events: firing(state, timer, at) };
}

function firing(state: InstanceState, timer: Timer, at: number): EventBody[] {
  switch (timer.purpose) {
    case 'sleep':
      return [{ type: 'TimerFired', timerId: timer.timerId, purpose: 'sleep' }];
    case 'start-delay':
      return [{ type: 'TimerFired', timerId: timer.timerId, purpose: 'start-delay' }];
    case 'saga-timeout':
      return [{ type: 'SagaTimedOut' }];
    case 'cancel-grace':
      return [{ type: 'CancelGraceExpired' }];
    case 'backoff': {
      const { operation, timerId } = timer;
      const activity = state.activities.get(timer.activity)!;
      // The whole activity is out of time as well: no further attempt.
      if (operation === 'execute' && activity.deadline !== undefined && activity.deadline <= at) {
        return timedOut(state, activity, 'execute', 'scheduleToClose', false, at);
      }
      // It lost its race while nothing of it was out.
      if (operation === 'execute' && activity.cancelRequested) return [lastFailure(activity)];
      const attempt = attemptsOf(activity, operation)!.attempt + 1;
      const { activityId } = activity;
      const run = ofRun(state.run, activity);
      return [{ type: 'TimerFired', timerId, purpose: 'backoff', activityId, ...run, operation, attempt }];
    }
    case 'escalation':
      return [{ type: 'SagaEscalated', ...timer.of, since: instantText(timer.since) }];
    case 'deadline':
      return timedOut(state, state.activities.get(timer.activity)!, 'execute', 'scheduleToClose', false, at);
    case 'schedule-to-start':
      return timedOut(state, state.activities.get(timer.activity)!, timer.operation, 'scheduleToStart', false, at);
    case 'heartbeat':
      return timedOut(state, state.activities.get(timer.activity)!, timer.operation, 'heartbeat', true, at);
  }
}

function lastFailure({ activityId, forward }: ActivityState): EventBody {
  const outcome = forward.certain ? 'none' : 'unknown';
  return { type: 'ActivityFailed', activityId, operation: 'execute', outcome, error: forward.error! };
}

function timedOut(
  state: InstanceState,
  activity: ActivityState,
  operation: Operation,
  kind: TimeoutKind,
  retryable: boolean,
  at: number,
): EventBody[] {
  const { activityId } = activity;
  const run = ofRun(state.run, activity);
  const attempts = attemptsOf(activity, operation)!;
  const { attempt, heartbeat } = attempts;
  const details = { kind, ...(heartbeat === undefined ? {} : { heartbeat }) };
  const error = { type: 'skald.Timeout', message: `${kind} time-out of ${activityId}`, details, activityId };
  const marked: EventBody = { type: 'ActivityTimedOut', activityId, ...run, operation, attempt, kind };
  if (attempts.status === 'back-off') {
    const outcome = attempts.certain ? 'none' : 'unknown';
    return [marked, { type: 'ActivityFailed', activityId, ...run, operation, outcome, error }];
  }
  const failure = { error, retryable, effect: 'unknown' } as const;
  return [marked, ...failAttempt(state, activity, attempts, { operation, attempt }, failure, at)];
}
