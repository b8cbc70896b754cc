import type { CancelRequest, EventBody, TerminateRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { accepted, originOf } from './answers.js';
import { cancelOpenActivities } from './cancel-activities.js';
import { endFailed } from './end-failed.js';
import type { Verdict } from './verdict.js';
import { events, refused, repeatWith } from './verdict.js';

export function decideCancel(state: InstanceState, request: CancelRequest): Verdict {
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  if (state.cancel !== undefined) return repeatWith(...accepted(state, request, false));
  const compensate = request.compensate ?? true;
  const requested: EventBody = {
    type: 'CancelRequested',
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.actor === undefined ? {} : { actor: request.actor }),
    compensate,
    ...originOf(request),
  };
  if (state.phase === 'undo' || state.pivotPassed) return events(requested);
  if (state.standstill?.kind === 'parked') {
    // Compensation rule 6: the code cannot run, so nothing of it cleans up; undoing needs the journal alone.
    const end = endFailed(state, {
      cause: 'cancel',
      compensate,
      error: { type: 'Canceled', message: request.reason ?? 'the saga was cancelled' },
    });
    return events(requested, ...end);
  }
  const effective: EventBody = { ...requested, graceMs: state.started?.cancelGraceMs ?? 0 };
  return events(effective, ...(state.standstill === undefined ? cancelOpenActivities(state) : []));
}

export function decideTerminate(state: InstanceState, request: TerminateRequest): Verdict {
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  return events({
    type: 'SagaTerminated',
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.actor === undefined ? {} : { actor: request.actor }),
    ...originOf(request),
  });
}
