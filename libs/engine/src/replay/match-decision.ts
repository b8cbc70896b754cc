import type { SagaEvent } from '@skald/contracts';
import type { Json } from '@skald/contracts';
import { SagaBug } from '../errors/saga-bug.js';
import type { Decision } from '../saga/decision.js';

/** What role an event plays when code is replayed over it. */
export type ReplayRole =
  /** Asked for by saga code: the code must ask for it again. */
  | 'decision'
  /** Came from outside: the code is told. */
  | 'input'
  /** Follows from the history alone. */
  | 'derived';

export function roleOf(event: SagaEvent): ReplayRole {
  switch (event.type) {
    case 'ActivityScheduled':
      return event.operation === 'execute' ? 'decision' : 'derived';
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
    case 'CancelRequested':
      return 'input';
    case 'ActivityCompleted':
    case 'ActivityFailed':
      return event.operation === 'execute' ? 'input' : 'derived';
    case 'TimerFired':
      return event.purpose === 'sleep' ? 'input' : 'derived';
    case 'ActivityAttemptFailed':
    case 'ActivityCanceled':
    case 'ActivityHeartbeat':
    case 'ActivityStarted':
    case 'ActivityTimedOut':
    case 'CancelGraceExpired':
    case 'CompensationPlanned':
    case 'CompensationSkipped':
    case 'OperatorActed':
    case 'SagaCanceled':
    case 'SagaCompensated':
    case 'SagaCompleted':
    case 'SagaFailed':
    case 'SagaParked':
    case 'SagaPaused':
    case 'SagaResumed':
    case 'SagaTerminated':
    case 'SagaTimedOut':
    case 'StartAttached':
      return 'derived';
  }
}

/** Compares what the code decides now with what it decided then: by kind, id and activity. */
export function matches(decision: Decision, event: SagaEvent): boolean {
  switch (decision.kind) {
    case 'schedule-activity':
      return (
        event.type === 'ActivityScheduled' &&
        event.activityId === decision.activityId &&
        event.activity === decision.contract.name
      );
    case 'start-timer':
      return event.type === 'TimerStarted' && event.timerId === decision.timerId;
    case 'cancel-timer':
      return event.type === 'TimerCanceled' && event.timerId === decision.timerId;
    case 'schedule-effect':
      return event.type === 'EffectScheduled' && event.effectId === decision.effectId && event.name === decision.name;
    case 'pass-pivot':
      return event.type === 'PivotPassed';
    case 'emit-domain-event':
      return event.type === 'DomainEventEmitted' && event.topic === decision.contract.topic;
    case 'throw':
      return event.type === 'SagaForwardFailed';
    case 'return':
      return false;
  }
}

/** Names where history and code part, so that a person can find the line. */
export function divergence(event: SagaEvent, decision: Decision | undefined): SagaBug {
  const expected = describeEvent(event);
  const got = decision === undefined ? 'nothing' : describeDecision(decision);
  const detail: Json = { eventIndex: event.index, expected, got };
  return new SagaBug('NONDETERMINISM', `event ${event.index}: expected ${expected}, got ${got}`, detail);
}

function describeEvent(event: SagaEvent): string {
  switch (event.type) {
    case 'ActivityScheduled':
      return `ActivityScheduled ${event.activityId} (${event.activity})`;
    case 'TimerStarted':
    case 'TimerCanceled':
    case 'TimerFired':
      return `${event.type} ${event.timerId}`;
    case 'EffectScheduled':
    case 'EffectRecorded':
      return `${event.type} ${event.effectId}`;
    case 'ActivityCompleted':
    case 'ActivityFailed':
      return `${event.type} ${event.activityId}`;
    case 'SignalReceived':
      return `${event.type} ${event.name}`;
    case 'DomainEventEmitted':
      return `${event.type} ${event.topic}`;
    default:
      return event.type;
  }
}

function describeDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'schedule-activity':
      return `ActivityScheduled ${decision.activityId} (${decision.contract.name})`;
    case 'start-timer':
      return `TimerStarted ${decision.timerId}`;
    case 'cancel-timer':
      return `TimerCanceled ${decision.timerId}`;
    case 'schedule-effect':
      return `EffectScheduled ${decision.effectId}`;
    case 'pass-pivot':
      return 'PivotPassed';
    case 'emit-domain-event':
      return `DomainEventEmitted ${decision.contract.topic}`;
    case 'return':
      return 'the end of the saga (returned)';
    case 'throw':
      return `the end of the saga (threw ${decision.thrown instanceof Error ? decision.thrown.message : String(decision.thrown)})`;
  }
}
