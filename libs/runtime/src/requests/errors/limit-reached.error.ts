import { RequestRefused } from './request-refused.error.js';

/** The instance cannot take in more. */
export class LimitReached extends RequestRefused {
  override readonly name = 'LimitReached';
  readonly code = 'LIMIT_REACHED';
}
