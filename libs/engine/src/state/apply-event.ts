import type { EventBody, TimerFired } from '@skald/contracts';
import { assertNever } from '../errors/assert-never.js';
import {
  applyActivityCanceled,
  applyActivityCancelRequested,
  applyActivityCompleted,
  applyActivityFailed,
  applyActivityHeartbeat,
  applyActivityScheduled,
  applyActivityStarted,
  applyAttemptFailed,
  applyBackoffFired,
  applyCompensationSkipped,
} from './apply-activity.js';
import {
  applyChildCompleted,
  applyChildFailed,
  applyChildGivenUp,
  applyChildStarted,
  applyChildUndoRequested,
} from './apply-child.js';
import {
  applyCancelGraceExpired,
  applyCancelRequested,
  applyClosed,
  applyCompensationPlanned,
  applyLimitReached,
  applyOperatorActed,
  applyPivotPassed,
  applySagaEscalated,
  applySagaParked,
  applySagaResumed,
  applySagaStarted,
  applySagaTimedOut,
  origin,
} from './apply-lifecycle.js';
import { merge } from '../saga/shown.js';
import { applyUndoRequested } from './apply-undo-requested.js';
import type { InstanceState } from './instance-state.js';
import { isListening } from './listeners.js';
import { armSleep } from './timers.js';

/**
 * What the history says after one more event. `at` is the instant of its turn.
 * The only place where an `InstanceState` changes.
 */
export function applyEvent(state: InstanceState, event: EventBody, at: number): void {
  if (event.type === 'SagaStarted') applySagaStarted(state, event, at);
  if ('requestId' in event && event.requestId !== undefined) state.requestIds.add(event.requestId);
  switch (event.type) {
    case 'SagaStarted':
      return;
    case 'SagaContinuedAsNew':
      state.continued = event.carried;
      return;
    case 'StartAttached':
      if (!isListening(state, event)) state.listeners.push(origin(event));
      return;
    case 'ActivityScheduled':
      return applyActivityScheduled(state, event, at);
    case 'ActivityStarted':
      return applyActivityStarted(state, event, at);
    case 'ActivityHeartbeat':
      return applyActivityHeartbeat(state, event, at);
    case 'ActivityAttemptFailed':
      return applyAttemptFailed(state, event);
    case 'ActivityCompleted':
      return applyActivityCompleted(state, event);
    case 'ActivityFailed':
      return applyActivityFailed(state, event);
    case 'ActivityCanceled':
      return applyActivityCanceled(state, event);
    case 'ActivityCancelRequested':
      return applyActivityCancelRequested(state, event);
    case 'ChildStarted':
      return applyChildStarted(state, event, at);
    case 'ChildCompleted':
      return applyChildCompleted(state, event);
    case 'ChildFailed':
      return applyChildFailed(state, event);
    case 'ChildGivenUp':
      return applyChildGivenUp(state, event);
    case 'ChildUndoRequested':
      return applyChildUndoRequested(state, event, at);
    case 'UndoRequested':
      return applyUndoRequested(state, event, at);
    case 'TimerStarted':
      state.sleeps.set(event.timerId, { fireAt: Date.parse(event.fireAt), startedAt: at });
      return armSleep(state, event.timerId, Date.parse(event.fireAt));
    case 'TimerFired':
      return applyTimerFired(state, event, at);
    case 'TimerCanceled':
      return mustBePending(state.sleeps.delete(event.timerId), event.timerId);
    case 'SignalReceived':
      state.signalCount += 1;
      if (event.signalId !== undefined) state.signalIds.add(event.signalId);
      return;
    case 'EffectScheduled':
      state.effects.set(event.effectId, at);
      return;
    case 'EffectRecorded':
      return mustBePending(state.effects.delete(event.effectId), event.effectId);
    case 'ScopeUndone':
      return mustBePending(state.scopePlans.delete(event.scope), event.scope);
    case 'PivotPassed':
      return applyPivotPassed(state);
    case 'CancelRequested':
      return applyCancelRequested(state, event, at);
    case 'CancelGraceExpired':
      return applyCancelGraceExpired(state);
    case 'SagaTimedOut':
      return applySagaTimedOut(state);
    case 'CompensationPlanned':
      return applyCompensationPlanned(state, event);
    case 'CompensationSkipped':
      return applyCompensationSkipped(state, event);
    case 'ViewUpdated':
      state.view = event.view;
      return;
    case 'AttributesUpdated':
      state.attributes = merge(state.attributes, event.attributes);
      return;
    case 'LimitApproached':
      state.limitsApproached.add(event.limit);
      return;
    case 'LimitReached':
      return applyLimitReached(state, event);
    case 'RequestNoted':
      state.notedRequests += 1;
      return;
    case 'SagaForwardFailed':
      state.forwardFailure = { error: event.error, since: at };
      state.error = event.error;
      return;
    case 'SagaEscalated':
      return applySagaEscalated(state, event, at);
    case 'SagaPaused':
      state.standstill = { kind: 'paused', since: at };
      return;
    case 'SagaParked':
      return applySagaParked(state, event, at);
    case 'SagaResumed':
      return applySagaResumed(state, at);
    case 'OperatorActed':
      return applyOperatorActed(state, event, at);
    case 'SagaCompleted':
      state.output = event.output;
      return applyClosed(state, 'completed', at);
    case 'SagaFailed':
      state.cause = event.cause;
      state.error = event.error;
      return applyClosed(state, 'failed', at);
    case 'SagaCompensated':
      return applyClosed(state, 'compensated', at);
    case 'SagaCanceled':
      state.cause = 'cancel';
      return applyClosed(state, 'canceled', at);
    case 'SagaTerminated':
      return applyClosed(state, 'terminated', at);
    case 'ActivityTimedOut':
    case 'DetachedStarted':
    case 'DomainEventEmitted':
    case 'VersionMarked':
      return;
    default:
      // A format of a later release: nothing of it may be skipped.
      return assertNever(event);
  }
}

function applyTimerFired(state: InstanceState, event: TimerFired, at: number): void {
  switch (event.purpose) {
    case 'backoff':
      return applyBackoffFired(state, event, at);
    case 'sleep':
      return mustBePending(state.sleeps.delete(event.timerId), event.timerId);
    case 'start-delay':
      mustBePending(state.beginAt !== undefined, event.timerId);
      state.beginAt = undefined;
  }
}

/** @throws RangeError the history speaks of what was not pending. */
function mustBePending(pending: boolean, id: string): void {
  if (!pending) throw new RangeError(`${id} is not pending`);
}
