import { RequestRefused } from './request-refused.error.js';

/** There is no such instance, or nothing of it that the request could be about. */
export class NotFound extends RequestRefused {
  override readonly name = 'NotFound';
  readonly code = 'NOT_FOUND';
}
