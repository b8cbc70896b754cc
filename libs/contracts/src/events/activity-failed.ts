import type { RecordedError } from '../errors/recorded-error.js';
import type { Operation } from '../identity/keys.js';
import type { Effect } from '../messages/result.js';
import type { OfRun } from './of-run.js';

/** No attempt follows. `outcome` none: certainly nothing happened. */
export interface ActivityFailed extends OfRun {
  readonly type: 'ActivityFailed';
  readonly activityId: string;
  readonly operation: Operation;
  readonly outcome: Effect;
  readonly error: RecordedError;
}
