import { RequestRefused } from './request-refused.error.js';

/** The instance has ended. */
export class Closed extends RequestRefused {
  override readonly name = 'Closed';
  readonly code = 'CLOSED';
}
