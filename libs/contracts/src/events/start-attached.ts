import type { RequestOrigin } from './request-origin.js';

/** Another start request found the instance open and wants to hear how it ends. */
export interface StartAttached extends RequestOrigin {
  readonly type: 'StartAttached';
}
