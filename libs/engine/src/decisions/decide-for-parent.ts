import type { ParentLink, SagaRequest, StartRequest, UndoRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { canReopen, isChildOf, leavesSomething } from '../state/reopening.js';
import { ending, refusal, undoAnswer } from './answers-to-parent.js';
import type { Verdict } from './verdict.js';
import { events, refused, repeat, repeatToParent } from './verdict.js';

/** An operator of the parent tries a child again that ended without success. */
export function isNextAttempt(state: InstanceState, parent: ParentLink): boolean {
  const before = state.started?.parent?.attempt ?? Infinity;
  return state.phase === 'closed' && isChildOf(state, parent) && parent.attempt > before;
}

/** A parent asks for a child under an id that is taken. */
export function decideStartAgain(state: InstanceState, request: StartRequest, parent: ParentLink): Verdict {
  if (!isChildOf(state, parent) || state.started?.saga !== request.saga) {
    return refused('ALREADY_STARTED', `${request.workflowId} exists, run ${state.run}, and is not this child`);
  }
  // A parent that asks again has not heard, or will not listen; it gets the same answer.
  return repeatToParent(ending(state, parent));
}

/** The parent is undone: an open child is cancelled, a closed one reopens; once it is undone it says so. */
export function decideUndo(state: InstanceState, request: UndoRequest): Verdict {
  const { workflowId, parent } = request;
  const { attempt } = parent;
  if (!isChildOf(state, parent)) {
    return refused('NOT_FOUND', `there is no child ${workflowId} of ${parent.workflowId}`);
  }
  if (state.phase === 'closed') {
    if (state.closed !== 'completed' && !leavesSomething(state)) return repeatToParent(undoAnswer(state, parent));
    if (canReopen(state)) return events({ type: 'UndoRequested', attempt });
    return refused('CLOSED', `${workflowId} is ${state.closed}${state.pivotPassed ? ', past its pivot' : ''}`);
  }
  if (state.undoAsked !== undefined) return repeat;
  if (state.phase === 'forward' && state.pivotPassed) return refused('CLOSED', `${workflowId} is past its pivot`);
  const told = state.phase === 'forward' && state.abandoned === undefined && state.cancel === undefined;
  const graceMs = state.started?.cancelGraceMs;
  if (!told || graceMs === undefined || state.standstill?.kind === 'parked') {
    return events({ type: 'UndoRequested', attempt });
  }
  return events({ type: 'UndoRequested', attempt, graceMs });
}

/** Only its very child is meant, as long as it is open; and a parent that cancels does not wait for an answer. */
export function isMissedCancel(state: InstanceState, request: SagaRequest): boolean {
  if (request.type !== 'cancel' || request.parent === undefined) return false;
  return state.phase === 'closed' || !isChildOf(state, request.parent);
}

/** A refusal is told to the parent, so that it is never stuck. */
export function toldToParent(state: InstanceState, request: StartRequest | UndoRequest, verdict: Verdict): Verdict {
  const { parent } = request;
  if (verdict.kind !== 'refused' || parent === undefined) return verdict;
  const operation = request.type === 'undo' ? 'compensate' : 'execute';
  return { ...verdict, toParent: refusal(request, state.run, parent, operation, verdict.code, verdict.detail) };
}
