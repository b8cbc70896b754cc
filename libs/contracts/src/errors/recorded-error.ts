import type { Json } from '../json/json.js';

/** An error as it stands in journal and messages. */
export interface RecordedError {
  readonly type: string;
  readonly message: string;
  readonly details?: Json;
  /** Where it came from, when one error wraps another. */
  readonly cause?: RecordedError;
}
