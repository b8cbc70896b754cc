import type { ActivityState } from './activity-state.js';
import { isOpen } from './attempts.js';
import { canReopen } from './reopening.js';
import type { InstanceState } from './instance-state.js';

/** Lets go of payloads that nobody will ask for again: a long history must not stay in memory. */
export function letGo(state: InstanceState, activity: ActivityState): void {
  const { forward, undo, scheduled, key, afterPivot } = activity;
  if (isOpen(forward) || (undo !== undefined && isOpen(undo)) || state.blocked.has(key)) return;
  const undoNeedsIt = scheduled.work.kind === 'activity' && scheduled.compensation !== undefined && !afterPivot;
  if (undoNeedsIt && mayStillBeUndone(state)) return;
  // What a scope planned is still to be undone.
  if (activity.undoDecision === 'planned' || undo?.status === 'failed') return;
  activity.input = undefined;
  activity.output = undefined;
  forward.heartbeat = undefined;
  forward.error = undefined;
}

export function letGoOfAll(state: InstanceState): void {
  for (const activity of state.activities.values()) letGo(state, activity);
}

function mayStillBeUndone(state: InstanceState): boolean {
  const { phase, pivotPassed } = state;
  return phase === 'undo' || (phase === 'forward' && !pivotPassed) || canReopen(state);
}
