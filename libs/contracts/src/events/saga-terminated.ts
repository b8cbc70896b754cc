import type { RequestOrigin } from './request-origin.js';

export interface SagaTerminated extends RequestOrigin {
  readonly type: 'SagaTerminated';
  readonly reason?: string;
  readonly actor?: string;
}
