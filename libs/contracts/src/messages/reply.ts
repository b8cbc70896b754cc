import type { RefusalCode } from '../errors/codes.js';
import type { RecordedError } from '../errors/recorded-error.js';
import type { SagaStatus } from '../events/status.js';
import type { Json } from '../json/json.js';

interface ReplyBase {
  readonly namespace: string;
  readonly workflowId: string;
  readonly run: number;
  readonly requestId?: string;
}

export interface AcceptedReply extends ReplyBase {
  readonly type: 'accepted';
  /** What was asked for was there already: the instance, or the signal of this signalId, whose first payload counts. */
  readonly attached: boolean;
}
export interface RejectedReply extends ReplyBase {
  readonly type: 'rejected';
  readonly code: RefusalCode;
  readonly detail: string;
  /** JSON pointer into the request, where one value is to blame. */
  readonly path?: string;
}
export interface ClosedReply extends ReplyBase {
  readonly type: 'closed';
  readonly status: SagaStatus;
  readonly output?: Json;
  readonly error?: RecordedError;
}

/** The answer to a request, on `saga.replies` or the request's `replyTo`. */
export type Reply = AcceptedReply | RejectedReply | ClosedReply;
