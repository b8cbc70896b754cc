import type { RecordedError } from '../errors/recorded-error.js';
import type { FailureCause } from './compensation-planned.js';

/** Failed with nothing to undo. */
export interface SagaFailed {
  readonly type: 'SagaFailed';
  readonly cause: FailureCause;
  readonly error: RecordedError;
}
