import { UndoLine } from './undo-line.js';

/** The plan, sorted by how each undo stands; what is done is in none of them. */
export interface Undoing {
  /** To be scheduled (or skipped). */
  readonly next: UndoLine;
  readonly inProgress: Set<string>;
  /** Exhausted, or waiting for a decision: only an operator moves them. */
  readonly stuck: Set<string>;
}

export function nothingToUndo(): Undoing {
  return { next: new UndoLine(), inProgress: new Set(), stuck: new Set() };
}

/** Something is still to be undone. */
export function isUndoing({ undoing }: { readonly undoing: Undoing }): boolean {
  return undoing.next.size > 0 || undoing.inProgress.size > 0 || undoing.stuck.size > 0;
}
