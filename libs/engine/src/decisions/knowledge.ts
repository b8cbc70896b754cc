import type { SagaDefinition } from '../saga/definition.js';

/** What the deciding functions may know beyond the history. */
export interface Knowledge {
  /** Instant of the turn, milliseconds since 1970. */
  readonly at: number;
  /** The saga that a start asks for, or that this instance runs; undefined when its code is not here. */
  readonly definition: SagaDefinition | undefined;
  /** Why no run may begin here now; undefined: it may. */
  readonly noRoom: string | undefined;
  /** Signals that the body has not taken. */
  readonly unreadSignals: number;
  /** More are refused visibly. */
  readonly mostUnreadSignals: number;
  /** Checks an activity's output against the contract of the live call. */
  readonly checkOutput: (activityId: string, output: unknown) => string | undefined;
}
