import type { RecordedError } from '../errors/recorded-error.js';
import type { Operation } from '../identity/keys.js';
import type { ChildFailedStatus } from '../messages/child-result.js';
import type { Effect } from '../messages/result.js';
import type { FailureCause } from './compensation-planned.js';
import type { OfRun } from './of-run.js';

/** The child ended without success, or (`compensate`) could not be undone. `outcome` none: nothing is left of it. */
export interface ChildFailed extends OfRun {
  readonly type: 'ChildFailed';
  readonly childId: string;
  readonly operation: Operation;
  readonly status: ChildFailedStatus;
  readonly cause?: FailureCause;
  readonly outcome: Effect;
  readonly error: RecordedError;
}
