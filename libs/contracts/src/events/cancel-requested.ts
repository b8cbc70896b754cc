import type { RequestOrigin } from './request-origin.js';

export interface CancelRequested extends RequestOrigin {
  readonly type: 'CancelRequested';
  readonly reason?: string;
  readonly actor?: string;
  readonly compensate: boolean;
  /** RFC 3339; when a body that still cleans up is abandoned. Left out: the cancel changes nothing. */
  readonly graceUntil?: string;
}
