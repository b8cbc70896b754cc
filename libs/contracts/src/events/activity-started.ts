import type { Operation } from '../identity/keys.js';
import type { OfRun } from './of-run.js';

export interface ActivityStarted extends OfRun {
  readonly type: 'ActivityStarted';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  /** Settled later by whoever knows the identity, and owes no heartbeat; may follow that it started. */
  readonly handedOver?: true;
}
