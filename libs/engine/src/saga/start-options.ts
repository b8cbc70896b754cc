import type { Duration, ParentClosePolicy } from '@skald/contracts';

/** How another saga is started. */
export interface DetachOptions<I = unknown> {
  /** By default `workflowId:run:id` of this instance: the same on every replay. */
  readonly workflowId?: string;
  readonly input: I;
  /** By default the newest. */
  readonly version?: number;
  /** Of the whole instance; by default what the saga says. */
  readonly timeout?: Duration;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** One of the activity ids of this run; by default `<saga name>#<n>`. */
  readonly id?: string;
}

export interface ChildOptions<I = unknown> extends DetachOptions<I> {
  /** What becomes of a child that is still open when this instance ends or gives it up. Default: cancel. */
  readonly onParentClose?: ParentClosePolicy;
}
