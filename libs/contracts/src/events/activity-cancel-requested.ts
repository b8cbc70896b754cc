/** It lost a race: the participant is told, no further attempt follows. It stays open, its outcome unknown, until it settles. */
export interface ActivityCancelRequested {
  readonly type: 'ActivityCancelRequested';
  readonly activityId: string;
}
