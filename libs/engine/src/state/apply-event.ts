import type { EventBody } from '@skald/contracts';
import {
  applyActivityCanceled,
  applyActivityCompleted,
  applyActivityFailed,
  applyActivityHeartbeat,
  applyActivityScheduled,
  applyActivityStarted,
  applyAttemptFailed,
  applyBackoffFired,
} from './apply-activity.js';
import {
  applyCancelRequested,
  applyClosed,
  applyOperatorActed,
  applySagaParked,
  applySagaResumed,
  applySagaStarted,
} from './apply-lifecycle.js';
import type { InstanceState } from './instance-state.js';

/**
 * What the history says after one more event. `at` is the instant of its turn.
 * The only place where an `InstanceState` changes.
 */
export function applyEvent(state: InstanceState, event: EventBody, at: number): void {
  if ('requestId' in event && event.requestId !== undefined) state.requestIds.add(event.requestId);
  switch (event.type) {
    case 'SagaStarted':
      return applySagaStarted(state, event, at);
    case 'StartAttached':
      state.listeners.push({
        ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
        ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
      });
      return;
    case 'ActivityScheduled':
      return applyActivityScheduled(state, event, at);
    case 'ActivityStarted':
      return applyActivityStarted(state, event);
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
    case 'TimerStarted':
      state.sleeps.set(event.timerId, { fireAt: Date.parse(event.fireAt), startedAt: at });
      return;
    case 'TimerFired':
      if (event.purpose === 'backoff') return applyBackoffFired(state, event, at);
      state.sleeps.delete(event.timerId);
      return;
    case 'TimerCanceled':
      state.sleeps.delete(event.timerId);
      return;
    case 'SignalReceived':
      state.signalCount += 1;
      if (event.signalId !== undefined) state.signalIds.add(event.signalId);
      return;
    case 'EffectScheduled':
      state.effects.set(event.effectId, at);
      return;
    case 'EffectRecorded':
      state.effects.delete(event.effectId);
      return;
    case 'PivotPassed':
      state.pivotPassed = true;
      return;
    case 'CancelRequested':
      return applyCancelRequested(state, event, at);
    case 'CancelGraceExpired':
      if (state.cancel !== undefined) state.cancel = { ...state.cancel, graceUntil: undefined };
      return;
    case 'SagaTimedOut':
      state.sagaDeadline = undefined;
      return;
    case 'CompensationPlanned':
      state.phase = 'undo';
      state.standstill = undefined;
      state.cause = event.cause;
      state.error = event.error;
      state.plan = event.plan.map((item) => item.activityId);
      for (const id of state.plan) state.activities.get(id)!.undoDecision = 'planned';
      state.sleeps.clear();
      state.effects.clear();
      return;
    case 'CompensationSkipped':
      state.activities.get(event.activityId)!.undoDecision =
        event.actor === 'skald' ? 'skipped-by-policy' : 'skipped-by-operator';
      state.open.delete(event.activityId);
      return;
    case 'SagaForwardFailed':
      state.forwardFailure = event.error;
      state.error = event.error;
      return;
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
    case 'DomainEventEmitted':
      return;
  }
}
