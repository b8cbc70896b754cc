import type { CancelReason, EventBody } from '@skald/contracts';
import { ending, undoAnswer } from '../decisions/answers-to-parent.js';
import { accepted, closed } from '../decisions/answers.js';
import type { Answer } from '../decisions/verdict.js';
import { activityOf } from '../state/apply-activity.js';
import type { InstanceState } from '../state/instance-state.js';
import { workOf } from '../state/work-of.js';
import { cancelMessage, cancelOf } from './cancel-of.js';
import { messageFor } from './message-for.js';
import type { Message } from './message.js';
import { cancelOfChild, cancelsOfOpenChildren, startOfDetached } from './requests-to-child.js';

/** What an event sends, asked right after it was applied. `index` is its place in the run. */
export function messagesOf(state: InstanceState, event: EventBody, index: number): Message[] {
  switch (event.type) {
    case 'ActivityScheduled':
      if (event.operation === 'execute' && event.refused !== undefined) return [];
      return [messageFor(state, activityOf(state, event), event.operation)];
    case 'TimerFired':
      if (event.purpose !== 'backoff') return [];
      return [messageFor(state, activityOf(state, event), event.operation)];
    case 'OperatorActed': {
      const { verb, activityId } = event;
      const again = verb === 'retry' && activityId !== undefined;
      const activity = again ? activityOf(state, { ...event, activityId }) : undefined;
      const operation = event.operation ?? 'execute';
      const issued = activity !== undefined && (operation === 'execute' || activity.undo !== undefined);
      return [
        ...(issued ? [messageFor(state, activity, operation)] : []),
        ...asMessages(accepted(state, event, false)),
      ];
    }
    case 'ChildStarted':
      if (event.refused !== undefined) return [];
      return [messageFor(state, state.activities.get(event.childId)!, 'execute')];
    case 'ChildUndoRequested':
      return [messageFor(state, activityOf(state, { ...event, activityId: event.childId }), 'compensate')];
    case 'ChildGivenUp': {
      const child = state.activities.get(event.childId)!;
      if (event.cancel === undefined || !child.left) return [];
      return [cancelOfChild(state, child, workOf(state, event.childId, 'child'), event.cancel.compensate)];
    }
    case 'DetachedStarted':
      return [startOfDetached(state, event)];
    case 'DomainEventEmitted': {
      const { namespace, workflowId, run } = state;
      const id = `${namespace}/${workflowId}/${run}/${index}`;
      return [{ kind: 'domain-event', topic: event.topic, key: workflowId, payload: event.payload, id }];
    }
    case 'SagaStarted':
      return event.continued === true ? [] : asMessages(accepted(state, event, false));
    case 'StartAttached':
      return asMessages(accepted(state, event, true));
    case 'SignalReceived':
    case 'CancelRequested':
    case 'RequestNoted':
    case 'SagaPaused':
    case 'SagaResumed':
      return asMessages(accepted(state, event, false));
    case 'ActivityCanceled':
      return cancelOf(state, state.activities.get(event.activityId)!, abandonReason(state));
    case 'ActivityTimedOut':
      return cancelOf(state, state.activities.get(event.activityId)!, 'timeout');
    case 'ActivityCancelRequested': {
      const activity = state.activities.get(event.activityId)!;
      return activity.forward.status === 'in-flight' ? cancelMessage(state, activity, 'canceled') : [];
    }
    case 'SagaTerminated':
      return [...cancelsOfAll(state), ...asMessages(accepted(state, event, false)), ...atTheEnd(state)];
    case 'SagaCompleted':
    case 'SagaFailed':
    case 'SagaCompensated':
    case 'SagaCanceled':
      return atTheEnd(state);
    case 'ActivityAttemptFailed':
    case 'ActivityCompleted':
    case 'ActivityFailed':
    case 'ActivityHeartbeat':
    case 'ActivityStarted':
    case 'CancelGraceExpired':
    case 'ChildCompleted':
    case 'ChildFailed':
    case 'CompensationPlanned':
    case 'CompensationSkipped':
    case 'EffectRecorded':
    case 'EffectScheduled':
    case 'AttributesUpdated':
    case 'LimitApproached':
    case 'LimitReached':
    case 'PivotPassed':
    case 'SagaContinuedAsNew':
    case 'SagaEscalated':
    case 'SagaForwardFailed':
    case 'SagaParked':
    case 'SagaTimedOut':
    case 'ScopeUndone':
    case 'TimerCanceled':
    case 'TimerStarted':
    case 'UndoRequested':
    case 'VersionMarked':
    case 'ViewUpdated':
      return [];
  }
}

/** What gives an activity up: its saga's time-out, or anything else. */
function abandonReason({ abandoned }: InstanceState): CancelReason {
  return abandoned?.cause === 'timeout' ? 'timeout' : 'canceled';
}

/** Terminated: whatever still runs is to stop. What was given up before has been told. */
function cancelsOfAll(state: InstanceState): Message[] {
  return [...state.activities.values()].flatMap((activity) =>
    activity.forward.status === 'in-flight' ? cancelOf(state, activity, 'canceled') : [],
  );
}

/** Whoever waits for the instance is told, and whoever is nothing without it. */
function atTheEnd(state: InstanceState): Message[] {
  const told = asMessages(state.listeners.flatMap((listener) => closed(state, listener)));
  return [...told, ...toParent(state), ...cancelsOfOpenChildren(state)];
}

function toParent(state: InstanceState): Message[] {
  const { undoAsked } = state;
  const parent = state.started?.parent;
  if (parent === undefined) return [];
  const results = [
    // A child that reopened has told how it ended.
    undoAsked?.reopened === true ? undefined : ending(state, parent),
    undoAsked === undefined ? undefined : undoAnswer(state, { ...parent, attempt: undoAsked.attempt }),
  ];
  return results.flatMap((result) => (result === undefined ? [] : [{ kind: 'result', result } as const]));
}

function asMessages(answers: readonly Answer[]): Message[] {
  return answers.map(({ replyTo, reply }) => ({ kind: 'reply', replyTo, reply }));
}

/** The commands and requests that are out for an answer: sent again at boot where no broker kept them. */
export function openCommands(state: InstanceState): Message[] {
  const messages: Message[] = [];
  for (const key of state.open) {
    const activity = state.activities.get(key)!;
    if (activity.forward.status === 'in-flight' && activity.scheduled.refused === undefined) {
      messages.push(messageFor(state, activity, 'execute'));
      if (activity.cancelRequested) messages.push(...cancelMessage(state, activity, 'canceled'));
    }
    if (activity.undo?.status === 'in-flight') messages.push(messageFor(state, activity, 'compensate'));
  }
  return messages;
}
