import type { RecordedError } from '../errors/recorded-error.js';

export type FailureCause = 'failure' | 'cancel' | 'timeout';

/** What will be undone, newest first. */
export interface CompensationPlanned {
  readonly type: 'CompensationPlanned';
  readonly cause: FailureCause;
  readonly error: RecordedError;
  readonly plan: readonly { readonly run: number; readonly activityId: string }[];
}
