import type { EventBody, Json, TimeoutKind } from '@skald/contracts';
import { ChildFailure } from '../errors/child-failure.js';
import { ActivityFailure, TimeoutFailure } from '../errors/activity-failure.js';
import type { SagaBody } from '../saga/body.js';
import { BodyContext } from '../saga/body-context.js';
import type { InstanceState } from '../state/instance-state.js';
import type { HeardEvent } from './replay-role.js';
import { workOf } from '../state/work-of.js';

/** Tells the body of an input that concerns it; true when code of the saga may run because of it. It has been applied to the state. */
export function deliver(body: SagaBody, event: HeardEvent, state: InstanceState, guard: Guard): boolean {
  if (body.ended) {
    // Told after a pause, together with what ended the run: the next run takes it.
    if (event.type === 'SignalReceived') body.asked.inbox.keep(event.name, event.payload);
    return false;
  }
  switch (event.type) {
    case 'SagaStarted':
      return event.beginAt === undefined && event.signaled !== true && begin(body, guard);
    case 'ActivityCompleted':
      return body.asked.activityCompleted(event.activityId, event.output ?? null);
    case 'ActivityFailed':
      return body.asked.activityFailed(event.activityId, failureOf(state, event));
    case 'ChildCompleted':
      return body.asked.activityCompleted(event.childId, event.output ?? null);
    case 'ChildFailed':
      return body.asked.activityFailed(event.childId, childFailureOf(state, event));
    case 'TimerFired':
      return event.purpose === 'start-delay' ? begin(body, guard) : body.asked.timerFired(event.timerId);
    case 'SignalReceived': {
      const taken = body.asked.signalReceived(event.name, event.payload);
      // The one that came with the start.
      return body.begun || state.beginAt !== undefined ? taken : begin(body, guard);
    }
    case 'EffectRecorded':
      return body.asked.effectRecorded(event.effectId, event);
    case 'ScopeUndone':
      return body.asked.scopeUndone(event.scope);
    case 'CancelRequested':
      body.canceled(event.reason);
      return true;
    case 'UndoRequested':
      body.canceled('the parent is undone');
      return true;
  }
}

function begin(body: SagaBody, guard: Guard): true {
  guard(() => body.start(new BodyContext(body)), body.identity);
  return true;
}

/** Whose code runs. */
export type CodeIdentity = Pick<InstanceState, 'namespace' | 'workflowId' | 'run'>;

/** Runs saga code for the first time; the runtime wraps it so that the code's context can be told from its own. */
export type Guard = (fn: () => void, identity: CodeIdentity) => void;

function failureOf(state: InstanceState, event: Extract<EventBody, { type: 'ActivityFailed' }>): ActivityFailure {
  const { activity } = workOf(state, event.activityId, 'activity');
  if (event.error.type === 'skald.Timeout') {
    const { kind, heartbeat } = timeoutDetails(event.error.details);
    return new TimeoutFailure(activity, event.activityId, event.outcome, event.error, kind, heartbeat);
  }
  return new ActivityFailure(activity, event.activityId, event.outcome, event.error);
}

function timeoutDetails(details: Json | undefined): { readonly kind: TimeoutKind; readonly heartbeat?: Json } {
  const { kind, heartbeat } = Object(details) as { readonly kind?: Json; readonly heartbeat?: Json };
  const named = kind === 'scheduleToStart' || kind === 'scheduleToClose' || kind === 'heartbeat';
  return { kind: named ? kind : 'startToClose', ...(heartbeat === undefined ? {} : { heartbeat }) };
}

function childFailureOf(state: InstanceState, event: Extract<EventBody, { type: 'ChildFailed' }>): ChildFailure {
  const { saga, workflowId } = workOf(state, event.childId, 'child');
  return new ChildFailure(saga, workflowId, event.childId, event);
}
