/** Cancelled with nothing to undo, or without undoing. */
export interface SagaCanceled {
  readonly type: 'SagaCanceled';
  readonly reason?: string;
}
