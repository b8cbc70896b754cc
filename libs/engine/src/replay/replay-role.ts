import type { EventBody } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';

/** What role an event plays when code is replayed over it. */
export type ReplayRole =
  /** Asked for by saga code: the code must ask for it again. */
  | 'decision'
  /** Came from outside: the code is told. */
  | 'input'
  /** Follows from the history alone. */
  | 'derived';

/** What the code of a saga can be told of. */
export type HeardEvent = Extract<
  EventBody,
  {
    readonly type:
      | 'SagaStarted'
      | 'SignalReceived'
      | 'EffectRecorded'
      | 'ScopeUndone'
      | 'CancelRequested'
      | 'UndoRequested'
      | 'ActivityCompleted'
      | 'ActivityFailed'
      | 'ChildCompleted'
      | 'ChildFailed'
      | 'TimerFired';
  }
>;

export function roleOf(event: EventBody): ReplayRole {
  switch (event.type) {
    case 'ActivityScheduled':
      return event.operation === 'execute' ? 'decision' : 'derived';
    case 'ActivityCancelRequested':
    // Of a scope; that of the saga ends the forward part, and is seen as its end.
    case 'CompensationPlanned':
    case 'ChildStarted':
    case 'DetachedStarted':
    case 'TimerStarted':
    case 'TimerCanceled':
    case 'EffectScheduled':
    case 'PivotPassed':
    case 'DomainEventEmitted':
    case 'SagaForwardFailed':
      return 'decision';
    case 'SagaStarted':
    case 'SignalReceived':
    case 'EffectRecorded':
    case 'ScopeUndone':
      return 'input';
    case 'CancelRequested':
    case 'UndoRequested':
      return event.graceMs === undefined ? 'derived' : 'input';
    case 'ActivityCompleted':
    case 'ActivityFailed':
    case 'ChildCompleted':
    case 'ChildFailed':
      return event.operation === 'execute' ? 'input' : 'derived';
    case 'TimerFired':
      return event.purpose === 'backoff' ? 'derived' : 'input';
    case 'ActivityAttemptFailed':
    case 'ActivityCanceled':
    case 'ActivityHeartbeat':
    case 'ActivityStarted':
    case 'ActivityTimedOut':
    case 'CancelGraceExpired':
    case 'ChildGivenUp':
    case 'ChildUndoRequested':
    case 'CompensationSkipped':
    case 'AttributesUpdated':
    case 'LimitApproached':
    case 'LimitReached':
    case 'OperatorActed':
    case 'RequestNoted':
    case 'SagaCanceled':
    case 'SagaCompensated':
    case 'SagaCompleted':
    case 'SagaContinuedAsNew':
    case 'SagaEscalated':
    case 'SagaFailed':
    case 'SagaParked':
    case 'SagaPaused':
    case 'SagaResumed':
    case 'SagaTerminated':
    case 'SagaTimedOut':
    case 'StartAttached':
    case 'VersionMarked':
    case 'ViewUpdated':
      return 'derived';
  }
}

/** An input that the body hears of. Past the pivot an exhausted activity, or a failed child, is an operator's business, not the body's. */
export function concernsBody(event: EventBody, state: InstanceState): event is HeardEvent {
  if (roleOf(event) !== 'input') return false;
  // What an earlier run asked for matters for its undo alone.
  if ('run' in event && event.run !== undefined) return false;
  switch (event.type) {
    case 'ActivityFailed':
      return !state.blocked.has(event.activityId);
    case 'ChildFailed':
      return !state.blocked.has(event.childId);
    default:
      return true;
  }
}
