/** The parent is undone, and this child with it: an open one is cancelled, a closed one reopens. */
export interface UndoRequested {
  readonly type: 'UndoRequested';
  /** Of the parent's undo. */
  readonly attempt: number;
  /** How long the body may clean up. Left out: it is not told. */
  readonly graceMs?: number;
}
