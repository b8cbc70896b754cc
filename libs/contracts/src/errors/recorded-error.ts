import type { Json } from '../json/json.js';

/** An error as it stands in journal and messages. */
export interface RecordedError {
  readonly type: string;
  readonly message: string;
  readonly details?: Json;
  /** The activity that failed, where one did. */
  readonly activityId?: string;
  /** Where it came from, when one error wraps another. */
  readonly cause?: RecordedError;
}
