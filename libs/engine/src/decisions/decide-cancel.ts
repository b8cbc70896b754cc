import type { CancelRequest, EventBody, TerminateRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { originOf } from './answers.js';
import { noteRequest } from './note-request.js';
import type { Verdict } from './verdict.js';
import { events, refused } from './verdict.js';

export function decideCancel(state: InstanceState, request: CancelRequest): Verdict {
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  const requested: EventBody = {
    type: 'CancelRequested',
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.actor === undefined ? {} : { actor: request.actor }),
    compensate: request.compensate ?? true,
    ...originOf(request),
  };
  const changesNothing = state.phase === 'undo' || state.pivotPassed || state.abandoned !== undefined;
  // Compensation rule 6: where the code cannot run, or has not begun, nothing of it cleans up, and undoing needs the journal alone.
  const nothingToHear = state.standstill?.kind === 'parked' || state.beginAt !== undefined;
  if (!changesNothing && nothingToHear) return events(requested);
  if (state.cancelRequested) return noteRequest(state, request);
  if (changesNothing) return events(requested);
  return events({ ...requested, graceMs: state.started!.cancelGraceMs });
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
