export type TimeoutKind = 'scheduleToStart' | 'startToClose' | 'scheduleToClose' | 'heartbeat';

/** A limit that the coordinator keeps has passed; an undo has none of these. */
export interface ActivityTimedOut {
  readonly type: 'ActivityTimedOut';
  readonly activityId: string;
  readonly operation: 'execute';
  readonly attempt: number;
  readonly kind: TimeoutKind;
}
