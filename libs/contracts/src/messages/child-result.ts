import type { RecordedError } from '../errors/recorded-error.js';
import type { FailureCause } from '../events/compensation-planned.js';
import type { ClosedStatus } from '../events/status.js';
import type { InstanceIdentity, Operation } from '../identity/keys.js';
import type { Json } from '../json/json.js';
import type { ParentLink } from './parent-link.js';
import type { Effect } from './result.js';

/** Addressed to the parent: `workflowId` and `run` are the parent's. */
interface ChildResultBase extends InstanceIdentity, ParentLink {
  /** `execute`: how the child ended; `compensate`: what became of its undo. */
  readonly operation: Operation;
  /** The child itself. */
  readonly child: { readonly workflowId: string; readonly run: number };
}

export interface ChildCompletedResult extends ChildResultBase {
  readonly type: 'child-completed';
  readonly output: Json;
  /** The child passed its pivot: it cannot be undone any more, and neither can what its parent did before. */
  readonly pivot?: true;
}

/** How a child ended that did not complete; `rejected`: it was never started. */
export type ChildFailedStatus = Exclude<ClosedStatus, 'completed'> | 'rejected';

export interface ChildFailedResult extends ChildResultBase {
  readonly type: 'child-failed';
  readonly status: ChildFailedStatus;
  readonly cause?: FailureCause;
  readonly error: RecordedError;
  /** none: nothing is left of what it did. */
  readonly effect: Effect;
}

/** What the coordinator of a child answers on `saga.results`. */
export type ChildResult = ChildCompletedResult | ChildFailedResult;
