import type { InstanceHistory, Place } from './instance-history.js';
import type { Work } from './work.js';

/** What happened to one instance. */
export interface InstanceStory {
  readonly history: InstanceHistory;
  /** By `run/id`, in the order in which they were asked for. */
  readonly works: Map<string, Work>;
  /** From a start to its end, over all runs that continue one another. */
  readonly lives: Life[];
}

export interface Life {
  readonly started: Place<'SagaStarted'>;
  readonly firstRun: number;
  lastRun: number;
  pivotAt: number | undefined;
  /** The whole saga is undone from here on. */
  unwinding: Place | undefined;
  /** Plans of failed scopes and of the saga. */
  readonly plans: Place<'CompensationPlanned'>[];
  /** Closed by it, and not reopened. */
  end: Place | undefined;
}
