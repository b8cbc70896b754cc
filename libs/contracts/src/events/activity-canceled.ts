import type { Operation } from '../identity/keys.js';
import type { Effect } from '../messages/result.js';

/** Nobody waits for it any more: no further attempt. A completion may still arrive and is recorded. */
export interface ActivityCanceled {
  readonly type: 'ActivityCanceled';
  readonly activityId: string;
  readonly operation: Operation;
  readonly outcome: Effect;
}
