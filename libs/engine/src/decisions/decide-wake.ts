import type { EventBody, TimeoutKind } from '@skald/contracts';
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
        return timedOut(state, activity, 'scheduleToClose', false, at);
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
      return timedOut(state, state.activities.get(timer.activity)!, 'scheduleToClose', false, at);
    case 'schedule-to-start':
      return timedOut(state, state.activities.get(timer.activity)!, 'scheduleToStart', false, at);
    case 'heartbeat':
      return timedOut(state, state.activities.get(timer.activity)!, 'heartbeat', true, at);
  }
}

function lastFailure({ activityId, forward }: ActivityState): EventBody {
  const outcome = forward.certain ? 'none' : 'unknown';
  return { type: 'ActivityFailed', activityId, operation: 'execute', outcome, error: forward.error! };
}

/** An undo has no time-outs that the coordinator keeps. */
function timedOut(
  state: InstanceState,
  activity: ActivityState,
  kind: TimeoutKind,
  retryable: boolean,
  at: number,
): EventBody[] {
  const operation = 'execute';
  const { activityId, forward } = activity;
  const { attempt, heartbeat } = forward;
  const details = { kind, ...(heartbeat === undefined ? {} : { heartbeat }) };
  const error = { type: 'skald.Timeout', message: `${kind} time-out of ${activityId}`, details, activityId };
  const marked: EventBody = { type: 'ActivityTimedOut', activityId, operation, attempt, kind };
  if (forward.status === 'back-off') {
    const outcome = forward.certain ? 'none' : 'unknown';
    return [marked, { type: 'ActivityFailed', activityId, operation, outcome, error }];
  }
  const failure = { error, retryable, effect: 'unknown' } as const;
  return [marked, ...failAttempt(state, activity, forward, { operation, attempt }, failure, at)];
}
