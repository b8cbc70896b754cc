import type { ParentLink } from '@skald/contracts';
import { isUndoable } from './activity-state.js';
import type { InstanceState } from './instance-state.js';

/** A closed child that may still be undone, as one unit, when its parent is. */
export function canReopen({ phase, closed, started, pivotPassed }: InstanceState): boolean {
  if (phase !== 'closed' || started?.parent === undefined || pivotPassed) return false;
  return closed === 'completed' || closed === 'failed' || closed === 'canceled';
}

/** The instance is this very child, whichever attempt to start it. */
export function isChildOf({ started }: InstanceState, parent: ParentLink): boolean {
  const own = started?.parent;
  return own?.workflowId === parent.workflowId && own.run === parent.run && own.childId === parent.childId;
}

/** Ended, and something is left that could be undone. */
export function leavesSomething(state: InstanceState): boolean {
  if (state.closed === 'terminated') return true;
  if (state.closed === 'compensated') return false;
  for (const activity of state.activities.values()) if (isUndoable(activity)) return true;
  return false;
}
