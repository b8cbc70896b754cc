import type { Json, SagaEvent } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { Decision } from '../saga/decision.js';
import { checkGiven } from '../saga/given.js';
import { instantText } from '../state/instant.js';

/** Compares what the code decides now with what it decided then: by kind, id and activity. */
export function matches(decision: Decision, event: SagaEvent): boolean {
  switch (decision.kind) {
    case 'schedule-activity':
      return (
        event.type === 'ActivityScheduled' &&
        event.activityId === decision.activityId &&
        event.activity === decision.contract.name
      );
    case 'cancel-activity':
      return event.type === 'ActivityCancelRequested' && event.activityId === decision.activityId;
    case 'start-timer':
      return event.type === 'TimerStarted' && event.timerId === decision.timerId;
    case 'cancel-timer':
      return event.type === 'TimerCanceled' && event.timerId === decision.timerId;
    case 'schedule-effect':
      return event.type === 'EffectScheduled' && event.effectId === decision.effectId && event.name === decision.name;
    case 'pass-pivot':
      return event.type === 'PivotPassed';
    case 'undo-scope':
      return event.type === 'CompensationPlanned' && event.cause === 'scope' && event.scope === decision.scope;
    case 'emit-domain-event':
      return event.type === 'DomainEventEmitted' && event.topic === decision.contract.topic;
    case 'throw':
      return event.type === 'SagaForwardFailed';
    case 'return':
    case 'continue-as-new':
      return false;
  }
}

/** What the code asks for differs in its contents from what was recorded; the record counts. */
export function drift(decision: Decision, event: SagaEvent): string | undefined {
  switch (decision.kind) {
    case 'schedule-activity':
      if (event.type !== 'ActivityScheduled' || event.refused !== undefined) return undefined;
      return sameInput(decision, event.input) ? undefined : `the input of ${event.activityId} is not what was recorded`;
    case 'start-timer':
      if (event.type !== 'TimerStarted' || instantText(decision.fireAt) === event.fireAt) return undefined;
      return `${event.timerId} would fire at ${instantText(decision.fireAt)}, recorded is ${event.fireAt}`;
    default:
      return undefined;
  }
}

function sameInput({ input, contract }: Extract<Decision, { kind: 'schedule-activity' }>, recorded: Json | undefined) {
  const is = (json: Json): boolean => canonical(json) === canonical(recorded ?? null);
  try {
    if (input.kind === 'replayed' && is(toJson(input.value))) return true;
    // A schema may have changed it on its way into the record.
    return is(checkGiven(contract.input, input, 'input'));
  } catch {
    return false;
  }
}

/** JSON text that does not depend on the order of keys: a store may have changed it. */
export function canonical(json: Json): string {
  return JSON.stringify(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Names where history and code part, so that a person can find the line. */
export function divergence(event: SagaEvent, decision: Decision | undefined, line: string | undefined): SagaBug {
  const expected = describeEvent(event);
  const got = decision === undefined ? 'nothing' : describeDecision(decision);
  const detail: Json = { eventIndex: event.index, expected, got, ...(line === undefined ? {} : { at: line }) };
  return new SagaBug('NONDETERMINISM', `event ${event.index}: expected ${expected}, got ${got}`, detail);
}

function describeEvent(event: SagaEvent): string {
  switch (event.type) {
    case 'SagaFailed':
      return `${event.type} (${event.error.type})`;
    case 'ActivityScheduled':
      return `ActivityScheduled ${event.activityId} (${event.activity})`;
    case 'TimerStarted':
    case 'TimerCanceled':
    case 'TimerFired':
      return `${event.type} ${event.timerId}`;
    case 'EffectScheduled':
    case 'EffectRecorded':
      return `${event.type} ${event.effectId}`;
    case 'ActivityCancelRequested':
    case 'ActivityCompleted':
    case 'ActivityFailed':
      return `${event.type} ${event.activityId}`;
    case 'SignalReceived':
      return `${event.type} ${event.name}`;
    case 'DomainEventEmitted':
      return `${event.type} ${event.topic}`;
    case 'CompensationPlanned':
      return `${event.type} ${event.cause === 'scope' ? `of ${event.scope}` : `(${event.error.type})`}`;
    case 'ScopeUndone':
      return `ScopeUndone ${event.scope}`;
    default:
      return event.type;
  }
}

function describeDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'schedule-activity':
      return `ActivityScheduled ${decision.activityId} (${decision.contract.name})`;
    case 'cancel-activity':
      return `ActivityCancelRequested ${decision.activityId}`;
    case 'start-timer':
      return `TimerStarted ${decision.timerId}`;
    case 'cancel-timer':
      return `TimerCanceled ${decision.timerId}`;
    case 'schedule-effect':
      return `EffectScheduled ${decision.effectId}`;
    case 'pass-pivot':
      return 'PivotPassed';
    case 'undo-scope':
      return `CompensationPlanned of ${decision.scope}`;
    case 'emit-domain-event':
      return `DomainEventEmitted ${decision.contract.topic}`;
    case 'return':
      return 'the end of the saga (returned)';
    case 'continue-as-new':
      return 'SagaContinuedAsNew';
    case 'throw':
      return `the end of the saga (threw ${recordError(decision.thrown).message})`;
  }
}
