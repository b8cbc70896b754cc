import type { ActivityState } from './activity-state.js';
import { needsDecision } from './activity-state.js';
import type { InstanceState } from './instance-state.js';

/** The plan, sorted by how each undo stands; what is done is in none of them. */
export interface Undoing {
  /** To be scheduled (or skipped), in this order. */
  readonly next: Set<string>;
  readonly inProgress: Set<string>;
  /** Exhausted, or waiting for a decision: only an operator moves them. */
  readonly stuck: Set<string>;
}

export function nothingToUndo(): Undoing {
  return { next: new Set(), inProgress: new Set(), stuck: new Set() };
}

/** To be called whenever an activity has changed while its instance is undone. */
export function sortUndo({ phase, undoing }: InstanceState, activity: ActivityState): void {
  if (phase !== 'undo') return;
  const { activityId } = activity;
  const standing = standingOf(activity);
  for (const set of ['next', 'inProgress', 'stuck'] as const) {
    if (set === standing) undoing[set].add(activityId);
    else undoing[set].delete(activityId);
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
