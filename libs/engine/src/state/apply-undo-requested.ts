import type { UndoRequested } from '@skald/contracts';
import { applyCancelRequested } from './apply-lifecycle.js';
import { isOpen } from './attempts.js';
import type { InstanceState } from './instance-state.js';
import { canReopen } from './reopening.js';

/** The parent is undone, and this child with it. @throws RangeError it is nobody's child, or too late for that */
export function applyUndoRequested(state: InstanceState, event: UndoRequested, at: number): void {
  const parent = state.started?.parent;
  if (parent === undefined) throw new RangeError('the instance has no parent');
  const reason = `the parent ${parent.workflowId} is undone`;
  const reopens = state.phase === 'closed';
  state.undoAsked = { attempt: event.attempt, reopened: reopens };
  if (reopens) return reopen(state, reason);
  if (state.phase !== 'forward' || state.pivotPassed) return;
  if (state.cancel !== undefined && state.standstill?.kind !== 'parked') {
    state.cancel = { ...state.cancel, cause: 'undo', compensate: true };
  } else {
    applyCancelRequested(state, { ...event, reason, compensate: true }, at, 'undo');
  }
}

/** In the same run: what it recorded is undone in its own order. Who waited for its end has been told. */
function reopen(state: InstanceState, message: string): void {
  if (!canReopen(state)) throw new RangeError(`the instance is ${state.closed} and stays so`);
  state.phase = 'forward';
  state.closed = undefined;
  state.closedAt = undefined;
  state.output = undefined;
  state.listeners.length = 0;
  for (const { key, forward } of state.activities.values()) if (isOpen(forward)) state.open.add(key);
  state.abandoned = { cause: 'undo', error: { type: 'skald.ParentUndone', message }, compensate: true };
}
