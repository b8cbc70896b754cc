import type { DetachedStarted, Json, ParentLink, StartRequest } from '@skald/contracts';
import type { ActivityState, Work } from '../state/activity-state.js';
import { attemptsOf, inputOf } from '../state/activity-state.js';
import { isOpen } from '../state/attempts.js';
import type { InstanceState } from '../state/instance-state.js';
import type { Message } from './message.js';

type ChildWork = Extract<Work, { kind: 'child' }>;

/** Starts the child; a repeat of it attaches to the one that is there. */
export function startOfChild(state: InstanceState, activity: ActivityState, work: ChildWork): Message {
  const parent = linkOf(state, activity, 'execute');
  return { kind: 'request', request: { ...startOf(state, work, inputOf(activity)), parent } };
}

export function undoOfChild(state: InstanceState, activity: ActivityState, { workflowId }: ChildWork): Message {
  const { namespace } = state;
  return {
    kind: 'request',
    request: { type: 'undo', namespace, workflowId, parent: linkOf(state, activity, 'compensate') },
  };
}

/** A child without its parent: its forward part ends. */
export function cancelOfChild(
  state: InstanceState,
  activity: ActivityState,
  { workflowId }: ChildWork,
  compensate: boolean,
): Message {
  return {
    kind: 'request',
    request: {
      type: 'cancel',
      namespace: state.namespace,
      workflowId,
      reason: `its parent ${state.workflowId} goes on without it`,
      actor: 'skald',
      compensate,
      parent: linkOf(state, activity, 'execute'),
    },
  };
}

/** The instance has ended while children were open. */
export function cancelsOfOpenChildren(state: InstanceState): Message[] {
  const messages: Message[] = [];
  for (const activity of state.activities.values()) {
    const { work } = activity.scheduled;
    if (work.kind !== 'child' || work.onParentClose !== 'cancel' || !isOpen(activity.forward)) continue;
    messages.push(cancelOfChild(state, activity, work, true));
  }
  return messages;
}

export function startOfDetached(state: InstanceState, event: DetachedStarted): Message {
  return { kind: 'request', request: startOf(state, event, event.input) };
}

function startOf(
  { namespace }: InstanceState,
  asked: Omit<DetachedStarted, 'type' | 'input'>,
  input: Json,
): StartRequest {
  const { workflowId, saga, version, timeoutMs, attributes } = asked;
  return {
    type: 'start',
    namespace,
    workflowId,
    saga,
    ...(version === undefined ? {} : { version }),
    input,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

function linkOf(state: InstanceState, activity: ActivityState, operation: 'execute' | 'compensate'): ParentLink {
  const { attempt } = attemptsOf(activity, operation)!;
  return { workflowId: state.workflowId, run: activity.run, childId: activity.activityId, attempt };
}
