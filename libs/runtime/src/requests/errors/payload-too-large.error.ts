import { RequestRefused } from './request-refused.error.js';

/** The input or payload is over the limit. */
export class PayloadTooLarge extends RequestRefused {
  override readonly name = 'PayloadTooLarge';
  readonly code = 'PAYLOAD_TOO_LARGE';
}
