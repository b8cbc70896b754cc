import type { Operation, RefusalCode, SagaEvent } from '@skald/contracts';
import type { InstanceDescription } from '@skald/runtime';

/** An instance took a request in. */
export interface Accepted {
  readonly workflowId: string;
  readonly run: number;
  /** Of a start: the instance was there already. */
  readonly attached: boolean;
}

/** What was said of an activity is on its way to its instance. */
export interface Reported {
  readonly workflowId: string;
  readonly run: number;
  readonly activityId: string;
  readonly operation: Operation;
  readonly attempt: number;
}

export type Instance = InstanceDescription;

export interface InstancePage {
  readonly instances: readonly Instance[];
  /** Those of which what is stored to show them is damaged; left out: none. */
  readonly unreadable?: readonly { readonly workflowId: string; readonly message: string }[];
  /** Give it back to read on; left out: that was all. */
  readonly cursor?: string;
}

/** `run` is that of the activity where it is of an earlier run. */
export type HistoryEvent = SagaEvent & { readonly seq: number; readonly run: number; readonly at: string };

export interface HistoryPage {
  readonly events: readonly HistoryEvent[];
  /** Ask with it for the next page; left out: that was all. */
  readonly after?: number;
}

/** Codes of HTTP answers: those of refusals, and a few that only HTTP has. */
export type HttpCode = RefusalCode | 'UNAUTHORIZED' | 'FORBIDDEN' | 'RETRY_LATER' | 'INTERNAL';

export interface ErrorBody {
  readonly code: HttpCode;
  readonly message: string;
  /** JSON pointer into the request, where one value is to blame; empty: into the whole body. */
  readonly path?: string;
}

/** What is answered; `npm run schemas` writes the JSON Schemas. */
export interface HttpAnswers {
  readonly Accepted: Accepted;
  readonly Reported: Reported;
  readonly Instance: Instance;
  readonly InstancePage: InstancePage;
  readonly HistoryPage: HistoryPage;
  readonly ErrorBody: ErrorBody;
}
