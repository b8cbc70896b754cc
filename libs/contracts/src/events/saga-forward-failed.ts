import type { RecordedError } from '../errors/recorded-error.js';

/** The body threw past the pivot: nothing may be undone, an operator decides. */
export interface SagaForwardFailed {
  readonly type: 'SagaForwardFailed';
  readonly error: RecordedError;
}
