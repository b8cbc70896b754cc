import type { Command, Operation } from '@skald/contracts';
import { commandKey, idempotencyKey } from '@skald/contracts';
import type { ActivityState, Work } from '../state/activity-state.js';
import { attemptsOf, inputOf } from '../state/activity-state.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';
import type { Message } from './message.js';

/** The command of the present attempt of an operation. */
export function commandOf(
  state: InstanceState,
  activity: ActivityState,
  work: Extract<Work, { kind: 'activity' }>,
  operation: Operation,
): Message {
  const attempts = attemptsOf(activity, operation)!;
  const { scheduled, activityId, run } = activity;
  const { namespace, workflowId } = state;
  const late = operation === 'compensate' && activity.undo?.late === true;
  const identity = { namespace, workflowId, run, activityId };
  const base = {
    ...identity,
    activity: work.activity,
    attempt: attempts.attempt,
    scheduledAt: instantText(attempts.scheduledAt),
    ...(attempts.issuedAt === attempts.scheduledAt ? {} : { issuedAt: instantText(attempts.issuedAt) }),
    idempotencyKey: idempotencyKey({ ...identity, operation }, late),
    ...(attempts.timeoutMs === undefined ? {} : { timeoutMs: attempts.timeoutMs }),
  };
  const command: Command =
    operation === 'execute'
      ? {
          type: 'execute',
          ...base,
          input: inputOf(activity),
          deadline: latestStart(activity, work.deadline),
          ...(scheduled.scheduleToStartMs === undefined ? {} : { reportStart: true }),
          ...(scheduled.heartbeatMs === undefined ? {} : { heartbeatTimeoutMs: scheduled.heartbeatMs }),
          ...(attempts.heartbeat === undefined ? {} : { heartbeat: attempts.heartbeat }),
        }
      : { type: 'compensate', ...base, forward: forwardOf(activity) };
  return { kind: 'command', queue: work.queue, key: commandKey(workflowId, activityId), command };
}

function forwardOf(activity: ActivityState): Extract<Command, { type: 'compensate' }>['forward'] {
  const input = inputOf(activity);
  return activity.undo?.told === 'completed'
    ? { input, outcome: 'completed', output: activity.output ?? null }
    : { input, outcome: 'unknown' };
}

/** Never start after it: the end of the whole activity, or sooner where the start itself has a limit. */
function latestStart({ scheduled: { scheduleToStartMs }, forward }: ActivityState, deadline: string): string {
  if (scheduleToStartMs === undefined) return deadline;
  return instantText(Math.min(Date.parse(deadline), forward.issuedAt + scheduleToStartMs));
}
