import type { ActivityResult, CompletedResult, EventBody, FailedResult, RecordedError } from '@skald/contracts';
import { recordError } from '../errors/record-error.js';
import type { ActivityState } from '../state/activity-state.js';
import { activityKey, ofRun } from '../state/activity-key.js';
import { attemptsOf } from '../state/activity-state.js';
import type { Attempts } from '../state/attempts.js';
import { isOpen } from '../state/attempts.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';
import type { AttemptFailure } from './fail-attempt.js';
import { failAttempt } from './fail-attempt.js';
import type { Knowledge } from './knowledge.js';
import { payloadLimit, tooLarge } from './payload-limit.js';
import type { Verdict } from './verdict.js';
import { dead, events, repeat } from './verdict.js';

/** What a participant reported: settles the activity, starts its next attempt, or changes nothing (contracts, Results). */
export function decideResult(state: InstanceState, result: ActivityResult, known: Knowledge): Verdict {
  const name = `${result.operation} of ${result.activityId}`;
  if (state.phase === 'absent') return dead('UNKNOWN_INSTANCE', `there is no instance ${result.workflowId}`);
  if (result.run > state.run) return dead('UNKNOWN_RUN', `${result.workflowId} is in run ${state.run}`);
  const activity = state.activities.get(activityKey(state.run, result));
  // What an earlier run left behind is known where it is still to be undone.
  if (activity === undefined && result.run < state.run) return repeat;
  if (activity?.scheduled.work.kind !== 'activity') {
    return dead('UNKNOWN_ACTIVITY', `${result.activityId} was never scheduled`);
  }
  const attempts = attemptsOf(activity, result.operation);
  if (attempts === undefined) return dead('WRONG_OPERATION', `${name} was never scheduled`);
  if (result.attempt < 1 || result.attempt > attempts.attempt) {
    return dead('UNKNOWN_ATTEMPT', `attempt ${result.attempt} of the ${name} was never issued`);
  }
  if (isOfEarlierLife(state, result)) {
    const began = instantText(state.startedAt);
    return dead(
      'UNKNOWN_ATTEMPT',
      `the ${name} was scheduled at ${result.scheduledAt}, before the run began at ${began}`,
    );
  }
  switch (result.type) {
    case 'completed':
      return decideCompleted(state, activity, attempts, result, known);
    case 'failed':
      return decideFailed(state, activity, attempts, result, known);
    case 'started':
    case 'handed-over':
      return decideStarted(state, activity, attempts, result);
    case 'heartbeat':
      return decideHeartbeat(state, activity, attempts, result);
  }
}

function decideHeartbeat(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  result: Extract<ActivityResult, { type: 'heartbeat' }>,
): Verdict {
  const { activityId, operation, attempt, details } = result;
  const run = ofRun(state.run, result);
  const tells = details !== undefined && !tooLarge(details);
  const watched = operation === 'execute' && activity.scheduled.heartbeatMs !== undefined && !attempts.handedOver;
  if ((!tells && !watched) || !isPresent(state, attempts, attempt)) return repeat;
  return events({ type: 'ActivityHeartbeat', activityId, ...run, operation, attempt, ...(tells ? { details } : {}) });
}

function decideCompleted(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  result: CompletedResult,
  known: Knowledge,
): Verdict {
  if (result.operation === 'compensate') {
    if (result.attempt < attempts.firstAttempt && activity.undo?.late === true) return repeat;
    if (attempts.status === 'completed' || state.phase === 'closed') return repeat;
    return events(completed(state, result));
  }
  if (activity.known) return repeat;
  if (state.phase === 'closed') {
    // Rule of the late completion: somebody must look at an effect that nobody will undo.
    const stays = activity.scheduled.compensation !== undefined && state.closed !== 'completed';
    return stays
      ? dead('CLOSED_INSTANCE', `${result.activityId} completed after the instance was ${state.closed}`)
      : repeat;
  }
  const undoable = activity.scheduled.compensation !== undefined;
  const waitedFor = isOpen(attempts) || state.blocked.has(activity.key);
  if (!waitedFor && !undoable) return repeat;
  const flaw = flawOf(result, waitedFor, known);
  if (flaw === undefined) return events(completed(state, result));
  // The effect has happened, and what it gave cannot be used: its outcome stays unknown.
  if (!isPresent(state, attempts, result.attempt)) return repeat;
  return events(...failAttempt(state, activity, attempts, result, { ...flaw, effect: 'unknown' }, known.at));
}

function flawOf(
  { activityId, output }: CompletedResult,
  waitedFor: boolean,
  known: Knowledge,
): Pick<AttemptFailure, 'error' | 'retryable'> | undefined {
  if (tooLarge(output)) {
    const message = `the output of ${activityId} is over ${payloadLimit} bytes`;
    return { error: { type: 'PAYLOAD_TOO_LARGE', message, activityId }, retryable: false };
  }
  const message = waitedFor ? known.checkOutput(activityId, output) : undefined;
  return message === undefined
    ? undefined
    : { error: { type: 'skald.InvalidOutput', message, activityId }, retryable: true };
}

function decideFailed(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  result: FailedResult,
  known: Knowledge,
): Verdict {
  if (!isPresent(state, attempts, result.attempt)) return canStillTell(state, activity, attempts, result);
  const declared = activity.scheduled.errors?.includes(result.error.type) === true && result.operation === 'execute';
  return events(
    ...failAttempt(
      state,
      activity,
      attempts,
      result,
      {
        error: { ...withProgress(result.error, attempts), activityId: result.activityId },
        retryable: result.retryable ?? !declared,
        effect: result.effect ?? (declared ? 'none' : 'unknown'),
        ...(result.retryAfterMs === undefined ? {} : { retryAfterMs: result.retryAfterMs }),
      },
      known.at,
    ),
  );
}

/** A cancelled activity whose last attempt says that nothing happened needs no undo. */
function canStillTell(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  result: FailedResult,
): Verdict {
  const inFlightWhenCanceled =
    attempts.status === 'canceled' && !attempts.certain && result.attempt === attempts.attempt;
  const declared = activity.scheduled.errors?.includes(result.error.type) === true;
  const nothing = (result.effect ?? (declared ? 'none' : 'unknown')) === 'none';
  if (state.phase === 'closed' || result.operation !== 'execute') return repeat;
  if (!inFlightWhenCanceled || !nothing || !attempts.endedCertain || activity.undoDecision === 'scheduled')
    return repeat;
  return events({
    type: 'ActivityFailed',
    activityId: result.activityId,
    ...ofRun(state.run, activity),
    operation: 'execute',
    outcome: 'none',
    error: recordError({ ...result.error, activityId: result.activityId }),
  });
}

function decideStarted(
  state: InstanceState,
  activity: ActivityState,
  attempts: Attempts,
  result: Extract<ActivityResult, { type: 'started' | 'handed-over' }>,
): Verdict {
  const { scheduleToStartMs, heartbeatMs } = activity.scheduled;
  const begins = !attempts.started && (scheduleToStartMs !== undefined || heartbeatMs !== undefined);
  const endsWatch = result.type === 'handed-over' && !attempts.handedOver && heartbeatMs !== undefined;
  if ((!begins && !endsWatch) || !isPresent(state, attempts, result.attempt)) return repeat;
  return events({
    type: 'ActivityStarted',
    activityId: result.activityId,
    ...ofRun(state.run, activity),
    operation: result.operation,
    attempt: result.attempt,
    ...(result.type === 'handed-over' ? { handedOver: true } : {}),
  });
}

/** The instance was removed after its end, and its workflowId started anew: runs and attempts began to count again. */
function isOfEarlierLife(state: InstanceState, { run, scheduledAt }: ActivityResult): boolean {
  return scheduledAt !== undefined && run === state.run && Date.parse(scheduledAt) < state.startedAt;
}

/** Failures and heartbeats count only from the current attempt. */
function isPresent(state: InstanceState, attempts: Attempts, attempt: number): boolean {
  return state.phase !== 'closed' && attempts.status === 'in-flight' && attempt === attempts.attempt;
}

function completed(state: InstanceState, result: CompletedResult): EventBody {
  const { activityId, operation, attempt } = result;
  return {
    type: 'ActivityCompleted',
    activityId,
    ...ofRun(state.run, result),
    operation,
    attempt,
    ...(operation === 'execute' ? { output: result.output } : {}),
  };
}

/** A time-out that the participant kept, with what it last said. */
function withProgress(error: RecordedError, { heartbeat }: Attempts): RecordedError {
  if (error.type !== 'skald.Timeout') return error;
  return { ...error, details: { kind: 'startToClose', ...(heartbeat === undefined ? {} : { heartbeat }) } };
}
