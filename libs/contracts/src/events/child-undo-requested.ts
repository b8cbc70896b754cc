import type { OfRun } from './of-run.js';

/** The child is asked to undo what it did; ChildCompleted or ChildFailed of `compensate` is the answer. */
export interface ChildUndoRequested extends OfRun {
  readonly type: 'ChildUndoRequested';
  readonly childId: string;
}
