import type { EventBody, Json, OfRun, OperatorRequest } from '@skald/contracts';
import { validate } from '@skald/contracts';
import { activityKey, ofRun } from '../state/activity-key.js';
import type { ActivityState } from '../state/activity-state.js';
import { needsDecision } from '../state/activity-state.js';
import type { InstanceState } from '../state/instance-state.js';
import { originOf } from './answers.js';
import type { Knowledge } from './knowledge.js';
import { payloadLimit, tooLarge } from './payload-limit.js';
import { askForUndo } from './progress-undo.js';
import type { Verdict } from './verdict.js';
import { events, refused } from './verdict.js';

/** The operator's retry, skip and resolve: each only where the instance waits for it, each with reason and actor in the history. */
export function decideOperator(state: InstanceState, request: OperatorRequest, known: Knowledge): Verdict {
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  if (tooLarge(request.output)) {
    return refused('PAYLOAD_TOO_LARGE', `the output is over ${payloadLimit} bytes`, '/output');
  }
  const { activityId, run } = request;
  const activity =
    activityId === undefined ? undefined : state.activities.get(activityKey(state.run, { ...request, activityId }));
  if (run !== undefined && run !== state.run && activity === undefined) {
    return refused('INVALID_INPUT', `${request.workflowId} is in run ${state.run}`, '/run');
  }
  if (activityId === undefined) return decideForBody(state, request, known);
  if (activity === undefined) {
    return refused('INVALID_INPUT', `${request.workflowId} has no activity ${activityId}`, '/activityId');
  }
  const operation =
    request.operation ?? (state.undoing.stuck.has(activity.key) || state.phase === 'undo' ? 'compensate' : 'execute');
  return operation === 'compensate'
    ? decideForUndo(state, activity, request)
    : decideForForward(state, activity, request, known);
}

function decideForBody(state: InstanceState, request: OperatorRequest, known: Knowledge): Verdict {
  if (state.forwardFailure === undefined) {
    return refused(
      'INVALID_INPUT',
      `${request.workflowId} did not fail past its pivot: name an activityId`,
      '/activityId',
    );
  }
  switch (request.type) {
    case 'retry':
      return events(acted(request, {}));
    case 'resolve': {
      const output = request.output ?? null;
      const checked = known.definition === undefined ? undefined : validate(known.definition.contract.output, output);
      if (checked?.ok === false) return refused('INVALID_INPUT', checked.message, `/output${checked.path}`);
      return events(acted(request, {}), { type: 'SagaCompleted', output });
    }
    default:
      return refused('INVALID_INPUT', 'past the pivot only retry and resolve are possible', '/type');
  }
}

function decideForUndo(state: InstanceState, activity: ActivityState, request: OperatorRequest): Verdict {
  const { activityId } = activity;
  const asking = needsDecision(activity);
  const undo = activity.undoDecision === 'scheduled' ? activity.undo : undefined;
  if ((!asking && undo === undefined) || undo?.status === 'completed') {
    return refused('INVALID_INPUT', `the undo of ${activityId} does not wait for anybody`, '/activityId');
  }
  const run = ofRun(state.run, activity);
  const act = acted(request, { activityId, ...run, operation: 'compensate' });
  switch (request.type) {
    case 'retry':
      if (asking) return events(act, askForUndo(state, activity));
      if (undo?.status !== 'failed') {
        return refused('INVALID_INPUT', `the undo of ${activityId} is still being tried`, '/activityId');
      }
      return events(act);
    case 'skip':
      if (request.reason === undefined) return refused('INVALID_INPUT', 'skip needs a reason', '/reason');
      return events(act, {
        type: 'CompensationSkipped',
        activityId,
        ...run,
        reason: request.reason,
        // `skald` is whom the history names where a policy skipped.
        actor: request.actor === undefined || request.actor === 'skald' ? 'operator' : request.actor,
      });
    case 'resolve':
      return events(act);
  }
}

function decideForForward(
  state: InstanceState,
  activity: ActivityState,
  request: OperatorRequest,
  known: Knowledge,
): Verdict {
  const { activityId } = activity;
  if (!state.blocked.has(activity.key)) {
    return refused('INVALID_INPUT', `activity ${activityId} does not wait for anybody`, '/activityId');
  }
  const act = acted(request, { activityId, operation: 'execute' });
  switch (request.type) {
    case 'retry':
      return events(act);
    case 'resolve': {
      const output = request.output ?? null;
      const problem = known.checkOutput(activityId, output);
      if (problem !== undefined) return refused('INVALID_INPUT', problem, '/output');
      return events(act, completedBy(activity, output));
    }
    case 'skip':
      return refused('INVALID_INPUT', 'past the pivot only retry and resolve are possible', '/type');
  }
}

function completedBy({ activityId, scheduled, forward: { attempt } }: ActivityState, output: Json): EventBody {
  return scheduled.work.kind === 'child'
    ? { type: 'ChildCompleted', childId: activityId, operation: 'execute', attempt, output }
    : { type: 'ActivityCompleted', activityId, operation: 'execute', attempt, output };
}

function acted(
  request: OperatorRequest,
  target: OfRun & { readonly activityId?: string; readonly operation?: 'execute' | 'compensate' },
): EventBody {
  return {
    type: 'OperatorActed',
    verb: request.type,
    ...target,
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.actor === undefined ? {} : { actor: request.actor }),
    ...(request.output === undefined ? {} : { output: request.output }),
    ...originOf(request),
  };
}
