import type { ActivityState } from './activity-state.js';
import { isInside } from '../saga/scopes.js';
import { needsDecision } from './activity-state.js';
import type { InstanceState } from './instance-state.js';
import type { Undoing } from './undoing.js';

/** To be called whenever an activity has changed. */
export function sortUndo({ undoing, scopePlans }: InstanceState, activity: ActivityState): void {
  const { key, order } = activity;
  const standing = standingOf(activity);
  if (standing === 'next') undoing.next.add(key, order);
  else undoing.next.delete(key, order);
  for (const set of ['inProgress', 'stuck'] as const) {
    if (set === standing) undoing[set].add(key);
    else undoing[set].delete(key);
  }
  for (const [scope, left] of scopePlans) {
    if (standing === 'done') left.delete(key);
    // Also what turned out to be done only after the plan, or after its undo.
    else if (isInside(activity.scheduled.scope, scope)) left.add(key);
  }
}

function standingOf(activity: ActivityState): keyof Undoing | 'done' {
  const { undo, known } = activity;
  switch (activity.undoDecision) {
    case 'planned':
      return needsDecision(activity) ? 'stuck' : 'next';
    case 'scheduled':
      // The output arrived after the undo of an unknown outcome: it is sent once more.
      if (undo?.status === 'completed') return isLate(activity) ? 'next' : 'done';
      if (undo?.status === 'failed') return isLate(activity) ? 'next' : 'stuck';
      return 'inProgress';
    case 'skipped-by-policy':
      return known ? 'next' : 'done';
    case 'none':
    case 'skipped-by-operator':
    case 'resolved':
      return 'done';
  }
}

/** The undo was told of an unknown outcome, and now the output is known. */
export function isLate({ known, undo, undoDecision }: ActivityState): boolean {
  return known && undoDecision === 'scheduled' && undo?.told === 'unknown';
}
