/** A timer of saga code. Deadlines and back-offs stand in the events they belong to. */
export interface TimerStarted {
  readonly type: 'TimerStarted';
  readonly timerId: string;
  /** RFC 3339. */
  readonly fireAt: string;
  readonly purpose: 'sleep';
}
