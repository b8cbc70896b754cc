import { RequestRefused } from './request-refused.error.js';

/** No coordinator has this saga. */
export class UnknownSaga extends RequestRefused {
  override readonly name = 'UnknownSaga';
  readonly code = 'UNKNOWN_SAGA';
}
