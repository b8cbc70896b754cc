import type { OfRun } from './of-run.js';

/** This undo will not run (or not again). */
export interface CompensationSkipped extends OfRun {
  readonly type: 'CompensationSkipped';
  readonly activityId: string;
  readonly reason: string;
  readonly actor: string;
}
