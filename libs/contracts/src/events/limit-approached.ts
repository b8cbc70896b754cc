/** What a run may not have without end. */
export type LimitName = 'signals' | 'history' | 'open-activities';

/** Recorded once for each run and limit, when there is still time to do something about it. */
export interface LimitApproached {
  readonly type: 'LimitApproached';
  readonly limit: LimitName;
  /** Unread signals, events of the run, or activities at once. */
  readonly value: number;
  /** What the run is stopped at, or, for signals, what further ones are refused at. */
  readonly max: number;
}
