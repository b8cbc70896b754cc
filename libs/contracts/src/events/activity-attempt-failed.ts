import type { RecordedError } from '../errors/recorded-error.js';
import type { Operation } from '../identity/keys.js';
import type { Effect } from '../messages/result.js';
import type { OfRun } from './of-run.js';

/** The attempt failed and another follows at `nextAttemptAt`. */
export interface ActivityAttemptFailed extends OfRun {
  readonly type: 'ActivityAttemptFailed';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly error: RecordedError;
  readonly effect: Effect;
  /** RFC 3339. Left out: this was the last one, ActivityFailed follows. */
  readonly nextAttemptAt?: string;
}
