import type { SagaEvent } from '@skald/contracts';

/** Highest offset of each inbound topic whose record this instance has applied; compared only within one topic epoch. */
export interface AppliedOffsets {
  readonly topicEpoch: number;
  readonly requests: number;
  readonly results: number;
}

/** Whether a run begins with this turn: nothing before it need be known to replay it. */
export function beginsRun({ events: [first] }: Turn): boolean {
  return first?.type === 'SagaStarted' || first?.type === 'SagaContinuedAsNew';
}

/** One evaluation of an instance, as the journal keeps it: inserted once, never changed (V2). */
export interface Turn {
  readonly namespace: string;
  readonly workflowId: string;
  /** Numbers the turns of an instance from 0, across runs. */
  readonly seq: number;
  readonly run: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly saga: string;
  readonly version: number;
  /** What was consumed, for people: `saga.results-3@1841`, `timer:approval`. */
  readonly causes: readonly string[];
  readonly applied: AppliedOffsets;
  readonly events: readonly SagaEvent[];
}
