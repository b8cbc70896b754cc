import type { RequestOrigin } from './request-origin.js';

export interface CancelRequested extends RequestOrigin {
  readonly type: 'CancelRequested';
  readonly reason?: string;
  readonly actor?: string;
  readonly compensate: boolean;
  /** How long the body may clean up before it is abandoned. Left out: the cancel changes nothing. */
  readonly graceMs?: number;
}
