import type { Operation } from '@skald/contracts';
import type { ActivityState } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import { commandOf } from './command-of.js';
import type { Message } from './message.js';
import { startOfChild, undoOfChild } from './requests-to-child.js';

/** What asks for the present attempt of an operation: a command to a participant, a request to a child. */
export function messageFor(state: InstanceState, activity: ActivityState, operation: Operation): Message {
  const { work } = activity.scheduled;
  switch (work.kind) {
    case 'activity':
      return commandOf(state, activity, work, operation);
    case 'child':
      return operation === 'execute' ? startOfChild(state, activity, work) : undoOfChild(state, activity, work);
  }
}
