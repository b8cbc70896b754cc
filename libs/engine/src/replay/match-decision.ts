import type { Json, SagaEvent, Schema } from '@skald/contracts';
import { toJson } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { Decision } from '../saga/decision.js';
import type { Given } from '../saga/given.js';
import { canonical, isRecorded } from '../saga/recorded-json.js';
import { instantText } from '../state/instant.js';

/** As much of a payload as helps a person. */
const longestContents = 1_000;

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
    case 'start-child':
      return (
        event.type === 'ChildStarted' &&
        event.childId === decision.childId &&
        event.workflowId === decision.workflowId &&
        event.saga === decision.contract.name
      );
    case 'start-detached':
      return (
        event.type === 'DetachedStarted' &&
        event.workflowId === decision.workflowId &&
        event.saga === decision.contract.name
      );
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

export interface Drift {
  readonly message: string;
  readonly expected: string;
  readonly got: string;
}

/** What the code asks for differs in its contents from what was recorded; the record counts. */
export function drift(decision: Decision, event: SagaEvent): Drift | undefined {
  if (decision.kind === 'schedule-activity' && event.type === 'ActivityScheduled' && event.operation === 'execute') {
    return driftOf(`the input of ${event.activityId}`, decision.input, decision.contract.input, event.input);
  }
  if (decision.kind === 'start-child' && event.type === 'ChildStarted') {
    return driftOf(`the input of ${event.childId}`, decision.input, decision.contract.input, event.input);
  }
  if (decision.kind === 'start-detached' && event.type === 'DetachedStarted') {
    return driftOf(`the input of ${event.workflowId}`, decision.input, decision.contract.input, event.input);
  }
  if (decision.kind === 'emit-domain-event' && event.type === 'DomainEventEmitted') {
    return driftOf(`the payload of ${event.topic}`, decision.payload, decision.contract.payload, event.payload);
  }
  if (decision.kind === 'schedule-effect' && event.type === 'EffectScheduled') {
    const { input: recorded = null, effectId } = event;
    const { input = null } = decision;
    if (canonical(recorded) !== canonical(input)) return contents(`the input of ${effectId}`, recorded, input);
  }
  if (decision.kind === 'start-timer' && event.type === 'TimerStarted') {
    const fireAt = instantText(decision.fireAt);
    const message = `${event.timerId} would fire at ${fireAt}, recorded is ${event.fireAt}`;
    if (fireAt !== event.fireAt) return { message, expected: event.fireAt, got: fireAt };
  }
  return undefined;
}

/** `recorded` is undefined where it was too large to record. */
function driftOf(what: string, present: Given, schema: Schema, recorded: Json | undefined): Drift | undefined {
  if (recorded === undefined || present.kind !== 'replayed' || isRecorded(present, schema, recorded)) return undefined;
  return contents(what, recorded, given(present));
}

function contents(what: string, expected: Json, got: Json | string): Drift {
  const text = (json: Json): string => canonical(json).slice(0, longestContents);
  return { message: `${what} is not what was recorded`, expected: text(expected), got: text(got) };
}

function given({ value, json }: Extract<Given, { kind: 'replayed' }>): Json | string {
  if (json !== undefined) return json;
  try {
    return toJson(value);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Where a line of saga code is known, a person is to see it. */
export function lineIn(line: string | undefined): { readonly at?: string } {
  return line === undefined ? {} : { at: line };
}

/** Names where history and code part, so that a person can find the line. */
export function divergence(event: SagaEvent, decision: Decision | undefined, line: string | undefined): SagaBug {
  const expected = describeEvent(event);
  const got = decision === undefined ? 'nothing' : describeDecision(decision);
  const detail: Json = { eventIndex: event.index, expected, got, ...lineIn(line) };
  return new SagaBug('NONDETERMINISM', `event ${event.index}: expected ${expected}, got ${got}`, detail);
}

function describeEvent(event: SagaEvent): string {
  switch (event.type) {
    case 'SagaFailed':
      return `${event.type} (${event.error.type})`;
    case 'ActivityScheduled':
      return `ActivityScheduled ${event.activityId} (${event.activity})`;
    case 'ChildStarted':
    case 'DetachedStarted':
      return `${event.type} ${event.workflowId} (${event.saga})`;
    case 'ChildCompleted':
    case 'ChildFailed':
      return `${event.type} ${event.childId}`;
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
    case 'start-child':
      return `ChildStarted ${decision.workflowId} (${decision.contract.name})`;
    case 'start-detached':
      return `DetachedStarted ${decision.workflowId} (${decision.contract.name})`;
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
