import type { Operation } from '../identity/keys.js';
import type { OfRun } from './of-run.js';

export type TimeoutKind = 'scheduleToStart' | 'startToClose' | 'scheduleToClose' | 'heartbeat';

export interface ActivityTimedOut extends OfRun {
  readonly type: 'ActivityTimedOut';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly kind: TimeoutKind;
}
