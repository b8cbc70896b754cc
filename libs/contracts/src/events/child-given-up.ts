import type { Effect } from '../messages/result.js';

/** The parent does not wait for the child any more. */
export interface ChildGivenUp {
  readonly type: 'ChildGivenUp';
  readonly childId: string;
  /** none: it was never started. */
  readonly outcome: Effect;
  /** The child is told to cancel, with or without undoing. Left out: it goes on alone, and is never undone by this parent. */
  readonly cancel?: { readonly compensate: boolean };
}
