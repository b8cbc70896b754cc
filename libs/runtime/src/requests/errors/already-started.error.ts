import { RequestRefused } from './request-refused.error.js';

/** The workflowId is taken. */
export class AlreadyStarted extends RequestRefused {
  override readonly name = 'AlreadyStarted';
  readonly code = 'ALREADY_STARTED';
}
