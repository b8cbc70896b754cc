import type { RecordedError } from '../errors/recorded-error.js';

/** Why the forward part of a saga ended without success. `undo`: the parent is undone, and this child with it. */
export type FailureCause = 'failure' | 'cancel' | 'timeout' | 'undo';

/** What will be undone, newest first. */
export type CompensationPlanned = {
  readonly type: 'CompensationPlanned';
  readonly error: RecordedError;
  readonly plan: readonly { readonly run: number; readonly activityId: string }[];
} & (
  | { readonly cause: FailureCause }
  /** A `ctx.scope` threw: what was scheduled inside it is undone, and the saga goes on. */
  | { readonly cause: 'scope'; readonly scope: string }
);
