/** Tells of an activity which run scheduled it, where that is an earlier one that is still to be undone. */
export interface OfRun {
  /** Left out: the present run. */
  readonly run?: number;
}
