import type { RequestOrigin } from './request-origin.js';

/** Accepted although there was nothing to change: who asked, and that a repeat is answered alike. */
export interface RequestNoted extends RequestOrigin {
  readonly type: 'RequestNoted';
  readonly verb: 'cancel' | 'pause' | 'resume';
  readonly reason?: string;
  readonly actor?: string;
}
