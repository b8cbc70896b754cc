/** What an open instance waits for, for people. */
export interface WaitingFor {
  readonly kind: 'activity' | 'child' | 'compensation' | 'timer' | 'signal' | 'effect' | 'operator';
  /** activityId, childId, timerId, signal name, effectId. */
  readonly id: string;
  /** RFC 3339. */
  readonly since: string;
  /** RFC 3339, for timers and back-offs. */
  readonly until?: string;
  /** The present one, of an activity or a compensation. */
  readonly attempt?: number;
  readonly detail?: string;
  /** RFC 3339; when it was told that this lasts too long. */
  readonly escalatedAt?: string;
}
