import type { Operation } from '../identity/keys.js';

export type TimeoutKind = 'scheduleToStart' | 'startToClose' | 'scheduleToClose' | 'heartbeat';

export interface ActivityTimedOut {
  readonly type: 'ActivityTimedOut';
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
  readonly kind: TimeoutKind;
}
