import type { RequestOrigin } from './request-origin.js';

export interface SagaPaused extends RequestOrigin {
  readonly type: 'SagaPaused';
  readonly reason?: string;
  readonly actor?: string;
}
