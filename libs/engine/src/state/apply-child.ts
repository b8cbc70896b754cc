import type { ChildCompleted, ChildFailed, ChildGivenUp, ChildStarted, ChildUndoRequested } from '@skald/contracts';
import { applyActivityCanceled, applyActivityCompleted, applyActivityFailed } from './apply-activity.js';
import { activityOf, addActivity, applyUndoScheduled } from './apply-activity.js';
import { applyPivotPassed } from './apply-lifecycle.js';
import type { InstanceState } from './instance-state.js';
import { once, termsOfChild } from './terms.js';

export function applyChildStarted(state: InstanceState, event: ChildStarted, at: number): void {
  const { type: _, input, ...started } = event;
  addActivity(state, event.childId, termsOfChild(started), input, at);
}

export function applyChildCompleted(state: InstanceState, event: ChildCompleted): void {
  const { type: _, childId, pivot, ...ended } = event;
  applyActivityCompleted(state, { type: 'ActivityCompleted', activityId: childId, ...ended });
  if (pivot === true) applyPivotPassed(state);
}

export function applyChildFailed(state: InstanceState, event: ChildFailed): void {
  const { type: _, childId, status: __, cause: ___, ...ended } = event;
  applyActivityFailed(state, { type: 'ActivityFailed', activityId: childId, ...ended });
}

export function applyChildGivenUp(state: InstanceState, event: ChildGivenUp): void {
  const { childId: activityId, outcome } = event;
  if (event.cancel === undefined) {
    // On its own from here on: whatever becomes of it, this parent does not undo it.
    const activity = activityOf(state, { activityId });
    const { compensation: _, ...scheduled } = activity.scheduled;
    activity.scheduled = scheduled;
  }
  applyActivityCanceled(state, { type: 'ActivityCanceled', activityId, operation: 'execute', outcome });
}

export function applyChildUndoRequested(state: InstanceState, event: ChildUndoRequested, at: number): void {
  const { type: _, childId, ...ofRun } = event;
  applyUndoScheduled(state, { activityId: childId, ...ofRun, retry: once }, at);
}
