/** What is waited for longer than its author expected. */
export type EscalatedWait =
  | { readonly kind: 'activity'; readonly activityId: string }
  /** `wait` tells the waits of one run apart. */
  | { readonly kind: 'signal'; readonly name: string; readonly wait: string }
  /** The instance itself is open too long. */
  | { readonly kind: 'saga' };

/** Told once for each wait; the wait goes on, nothing fails. */
export type SagaEscalated = EscalatedWait & {
  readonly type: 'SagaEscalated';
  /** RFC 3339; when the wait began: an activity was scheduled, a signal asked for, the code of the first run began. */
  readonly since: string;
};
