import type { InDoubtPolicy, Operation } from '@skald/contracts';
import { idempotencyKey } from '@skald/contracts';
import type { Place } from './instance-history.js';

/** One activity or child of one run, from its schedule to its end and the end of its undo. Folded anew, not by the engine. */
export interface Work {
  readonly namespace: string;
  readonly workflowId: string;
  /** That scheduled it. */
  readonly run: number;
  readonly id: string;
  readonly kind: 'activity' | 'child';
  readonly asked: Place;
  readonly compensable: boolean;
  readonly inDoubt: InDoubtPolicy;
  readonly scope: string | undefined;
  readonly afterPivot: boolean;
  /** Of a child. */
  readonly childId: string | undefined;
  /** Its first message never left: too large, or given up in the turn that asked for it. */
  neverLeft: boolean;
  /** The parent let the child go its own way. */
  abandoned: boolean;
  readonly forward: OperationStory;
  undo: OperationStory | undefined;
  readonly plans: Place[];
  /** By an operator, or by policy where the outcome was unknown. */
  readonly skips: Place[];
  /** The undo, by an operator. */
  resolved: Place | undefined;
}

/** How one operation went. */
export interface OperationStory {
  readonly schedules: Place[];
  /** Attempts by idempotency key. */
  readonly issued: Map<string, IssuedAttempts>;
  /** The newest attempt. */
  attempt: number;
  status: 'in-flight' | 'back-off' | 'completed' | 'failed' | 'canceled';
  nextAttemptAt: number | undefined;
  /** Of the newest ActivityFailed or ActivityCanceled. */
  outcome: 'none' | 'unknown';
  completed: Place | undefined;
  /** An attempt ended without saying that nothing happened. */
  doubtful: boolean;
  /** Completed, failed, given up, skipped or resolved, in order. */
  readonly settlements: Place[];
  /** An operator gave the output. */
  byOperator: boolean;
}

export interface IssuedAttempts {
  readonly attempts: Set<number>;
  /** By the retry policy, and by each retry of an operator. */
  allowed: number;
}

export function keyOf({ namespace, workflowId, run, id }: Work, operation: Operation, late = false): string {
  return idempotencyKey({ namespace, workflowId, run, activityId: id, operation }, late);
}

/** By the history alone, the forward effect may stand. */
export function mayHaveHappened({ forward, neverLeft }: Work): boolean {
  if (forward.completed !== undefined) return true;
  if (neverLeft) return false;
  return forward.status === 'failed' || forward.status === 'canceled' ? forward.outcome === 'unknown' : true;
}

export function isOpen({ status }: OperationStory): boolean {
  return status === 'in-flight' || status === 'back-off';
}
