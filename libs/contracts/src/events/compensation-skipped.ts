/** This undo will not run (or not again). */
export interface CompensationSkipped {
  readonly type: 'CompensationSkipped';
  readonly activityId: string;
  readonly reason: string;
  readonly actor: string;
}
