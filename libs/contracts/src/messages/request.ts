import type { Attributes } from '../define/attributes.js';
import type { Json } from '../json/json.js';
import type { Operation } from '../identity/keys.js';
import type { ParentLink } from './parent-link.js';

export type OnExisting = 'attach' | 'reject' | 'restart-if-closed';

interface RequestBase {
  readonly workflowId: string;
  readonly namespace: string;
  /** Repeats of one requestId are one request. */
  readonly requestId?: string;
  readonly replyTo?: string;
}

export interface StartRequest extends RequestBase {
  readonly type: 'start';
  readonly saga: string;
  readonly input: Json;
  readonly version?: number;
  readonly timeoutMs?: number;
  readonly attributes?: Attributes;
  readonly onExisting?: OnExisting;
  /** The instance is there at once, its code begins so much later. */
  readonly delayMs?: number;
  /** From the coordinator of a parent: the answer goes to it. */
  readonly parent?: ParentLink;
}

/** What an instance begins with that is not there when a signal for it comes. */
export type SignalStart = Omit<StartRequest, 'type' | 'parent' | keyof RequestBase>;

export interface SignalRequest extends RequestBase {
  readonly type: 'signal';
  readonly name: string;
  readonly signalId?: string;
  readonly payload: Json;
  /** Signal-with-start: where nobody is to be told, somebody is started who is. */
  readonly start?: SignalStart;
}

export interface CancelRequest extends RequestBase {
  readonly type: 'cancel';
  readonly reason?: string;
  readonly compensate?: boolean;
  readonly actor?: string;
  /** From the coordinator of a parent: only its very child is meant, and nobody is answered. */
  readonly parent?: ParentLink;
}

export interface TerminateRequest extends RequestBase {
  readonly type: 'terminate';
  readonly reason?: string;
  readonly actor?: string;
}

export type OperatorVerb = 'retry' | 'skip' | 'resolve';

export interface OperatorRequest extends RequestBase {
  readonly type: OperatorVerb;
  /** Left out: the instance itself, after a failure past the pivot. */
  readonly activityId?: string;
  readonly run?: number;
  readonly operation?: Operation;
  readonly reason?: string;
  readonly actor?: string;
  readonly output?: Json;
}

export interface PauseRequest extends RequestBase {
  readonly type: 'pause' | 'resume';
  readonly reason?: string;
  readonly actor?: string;
}

/** The parent is undone: from its coordinator to that of its child. */
export interface UndoRequest extends RequestBase {
  readonly type: 'undo';
  readonly parent: ParentLink;
}

/** What clients and operators send on `saga.requests`, after defaults were filled in. */
export type SagaRequest =
  StartRequest | SignalRequest | CancelRequest | TerminateRequest | OperatorRequest | PauseRequest | UndoRequest;
