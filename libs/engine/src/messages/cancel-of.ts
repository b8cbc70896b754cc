import type { CancelReason } from '@skald/contracts';
import { commandKey } from '@skald/contracts';
import type { ActivityState } from '../state/activity-state.js';
import { isUnanswered } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import type { Message } from './message.js';

/** Tells the participant that the attempt which is out was given up; nothing where none is, or where it was told. */
export function cancelOf(state: InstanceState, activity: ActivityState, reason: CancelReason): Message[] {
  if (!isUnanswered(activity) || activity.cancelRequested) return [];
  return cancelMessage(state, activity, reason);
}

/** A child is told by requests of its own. */
export function cancelMessage(state: InstanceState, activity: ActivityState, reason: CancelReason): Message[] {
  const { namespace, workflowId } = state;
  const { run, activityId, scheduled, forward } = activity;
  const { work } = scheduled;
  if (work.kind !== 'activity') return [];
  const command = {
    ...{ type: 'cancel' as const, namespace, workflowId, run, activityId },
    ...{ activity: work.activity, attempt: forward.attempt, reason },
  };
  return [{ kind: 'command', queue: work.queue, key: commandKey(workflowId, activityId), command }];
}
