import type { RequestOrigin } from './request-origin.js';

/** The body takes up, in order, what was recorded while it stood still. */
export interface SagaResumed extends RequestOrigin {
  readonly type: 'SagaResumed';
  readonly reason?: string;
  readonly actor?: string;
}
