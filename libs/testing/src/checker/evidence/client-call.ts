import type { RefusalCode, SagaRequest } from '@skald/contracts';

/** One call of a client; a repeat under the same requestId is a call of its own. */
export interface ClientCall {
  /** With its identity, `requestId` and `signalId`. */
  readonly request: SagaRequest;
  /** Who called; one sender's calls follow one another where `answeredAt` comes before the next `invokedAt`. */
  readonly sender: string;
  readonly invokedAt: number;
  readonly outcome: ClientOutcome;
}

export type ClientOutcome =
  | { readonly kind: 'ok'; readonly answeredAt: number; readonly answer: ClientAnswer }
  /** Certainly not carried out; a time-out is `unknown`. */
  | { readonly kind: 'failed'; readonly answeredAt: number; readonly code: RefusalCode }
  /** It may have happened, or not. */
  | { readonly kind: 'unknown' };

/** Of an accepted request, as the reply says it. */
export interface ClientAnswer {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly attached: boolean;
}
