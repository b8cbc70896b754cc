import type { ChildCompletedResult, ChildFailedResult, ChildResult, EventBody } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import { activityKey, ofRun } from '../state/activity-key.js';
import type { ActivityState } from '../state/activity-state.js';
import { attemptsOf } from '../state/activity-state.js';
import type { Attempts } from '../state/attempts.js';
import { isOpen } from '../state/attempts.js';
import type { InstanceState } from '../state/instance-state.js';
import type { Verdict } from './verdict.js';
import { dead, events, repeat } from './verdict.js';

/** What a child answered: its end, or what became of its undo. */
export function decideChildResult(state: InstanceState, result: ChildResult): Verdict {
  const { workflowId, run, childId, operation, attempt, child } = result;
  if (state.phase === 'absent') return dead('UNKNOWN_INSTANCE', `there is no instance ${workflowId}`);
  if (run > state.run) return dead('UNKNOWN_RUN', `${workflowId} is in run ${state.run}`);
  const activity = state.activities.get(activityKey(state.run, { run, activityId: childId }));
  // What an earlier run left behind is known where it is still to be undone.
  if (activity === undefined && run < state.run) return repeat;
  if (activity?.scheduled.work.kind !== 'child')
    return dead('UNKNOWN_ACTIVITY', `${childId} is no child of ${workflowId}`);
  const { work } = activity.scheduled;
  if (work.workflowId !== child.workflowId) {
    return dead('UNKNOWN_ACTIVITY', `the child ${childId} is ${work.workflowId}, not ${child.workflowId}`);
  }
  const attempts = attemptsOf(activity, operation);
  if (attempts === undefined) return dead('WRONG_OPERATION', `the undo of ${childId} was never requested`);
  if (attempt < 1 || attempt > attempts.attempt) {
    return dead('UNKNOWN_ATTEMPT', `attempt ${attempt} to ${operation} ${childId} was never made`);
  }
  const isPresent = attempts.status === 'in-flight' && attempt === attempts.attempt;
  switch (result.type) {
    case 'child-completed':
      return operation === 'execute'
        ? decideCompleted(state, activity, attempts, result)
        : decideUndone(state, attempts, result);
    case 'child-failed':
      if (state.phase === 'closed') return repeat;
      if (operation === 'compensate') return isPresent ? decideNotUndone(state, activity, result) : repeat;
      return isPresent || tellsMore(activity, attempts, result) ? events(failed(state, result)) : repeat;
  }
}

function decideCompleted(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  result: ChildCompletedResult,
): Verdict {
  const { childId } = result;
  if (activity.known) return repeat;
  const undoable = activity.scheduled.compensation !== undefined;
  if (state.phase === 'closed') {
    // Somebody must look at what nobody will undo.
    const stays = undoable && state.closed !== 'completed';
    return stays ? dead('CLOSED_INSTANCE', `${childId} completed after the instance was ${state.closed}`) : repeat;
  }
  const waitedFor = isOpen(attempts) || state.blocked.has(childId);
  if (!waitedFor && !undoable) return repeat;
  const passes = result.pivot === true && waitedFor && state.phase === 'forward';
  return events({
    type: 'ChildCompleted',
    childId,
    ...ofRun(state.run, activity),
    operation: 'execute',
    attempt: result.attempt,
    output: result.output,
    ...(passes ? { pivot: true } : {}),
  });
}

function decideUndone(state: InstanceState, attempts: Attempts, result: ChildResult): Verdict {
  if (state.phase === 'closed' || attempts.status === 'completed') return repeat;
  return events(undone(state, result));
}

/** That a child cannot be undone which was never there is no failure. */
function decideNotUndone(state: InstanceState, { known, forward }: ActivityState, result: ChildFailedResult): Verdict {
  return events(!known && forward.certain ? undone(state, result) : failed(state, result));
}

/** A child that was given up says that nothing is left of it: it needs no undo. */
function tellsMore(activity: ActivityState, attempts: Attempts, result: ChildFailedResult): boolean {
  const { effect, attempt, status } = result;
  const inDoubt = attempts.status === 'canceled' && !attempts.certain && !activity.known;
  if (!inDoubt || effect !== 'none' || attempt !== attempts.attempt) return false;
  // A child that is being undone says more with the answer to that, unless there is none who could.
  return activity.undoDecision !== 'scheduled' || status === 'rejected';
}

function undone(state: InstanceState, { run, childId, attempt }: ChildResult): EventBody {
  return { type: 'ChildCompleted', childId, ...ofRun(state.run, { run }), operation: 'compensate', attempt };
}

function failed(state: InstanceState, result: ChildFailedResult): EventBody {
  const { run, childId, operation, status, cause, effect, error } = result;
  return {
    type: 'ChildFailed',
    childId,
    ...ofRun(state.run, { run }),
    operation,
    status,
    ...(cause === undefined ? {} : { cause }),
    outcome: effect,
    error: recordError(error),
  };
}
