import type { Operation } from '../identity/keys.js';

export interface ActivityStarted {
  readonly type: 'ActivityStarted';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  /** Settled later by whoever knows the identity. */
  readonly handedOver?: true;
}
