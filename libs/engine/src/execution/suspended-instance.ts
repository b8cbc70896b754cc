import { progressScopes, scopeUndone, undoProgresses } from '../decisions/progress-undo.js';
import type { SagaBug } from '../errors/saga-bug.js';
import type { Evaluation } from '../replay/evaluation.js';
import type { Decision } from '../saga/decision.js';
import type { SagaDefinition } from '../saga/definition.js';
import type { InstanceState } from '../state/instance-state.js';
import { standsStill } from '../state/instance-state.js';
import { isUndoing } from '../state/undoing.js';
import type { Code } from './code.js';

/** An instance between two turns. A turn changes it in place. */
export interface SuspendedInstance {
  readonly state: InstanceState;
  /** What the instance runs; undefined when it is not here (or the instance is not there yet). */
  definition: SagaDefinition | undefined;
  code: Code;
  readonly evaluation: Evaluation;
  /** The sagas that are here. */
  readonly find: (saga: string, version: number) => SagaDefinition | undefined;
  /** Why its code is not to run. */
  readonly withheld: SagaBug | undefined;
}

/** A scope is still being undone, late or in a branch that nobody awaits: first that, then the end. */
export function waitsForUndo(state: InstanceState, { kind }: Decision): boolean {
  switch (kind) {
    case 'return':
      return isUndoing(state);
    case 'continue-as-new':
      return isUndoing(state) && !isCanceled(state);
    case 'throw':
      return isUndoing(state) && state.pivotPassed;
    default:
      return false;
  }
}

/** A cancel came when the code had already said that it goes on as a new run: it does not. */
export function isCanceled({ cancel, pivotPassed }: InstanceState): boolean {
  return cancel !== undefined && !pivotPassed;
}

/** Something is to be done although no input came. */
export function hasWork({ state, code }: SuspendedInstance): boolean {
  if (state.phase === 'undo') return undoProgresses(state);
  if (state.phase !== 'forward') return false;
  if (state.abandoned !== undefined) return true;
  if (standsStill(state)) return false;
  if (progressScopes(state) !== undefined || scopeUndone(state) !== undefined) return true;
  if (state.toCancel.size > 0 || state.refused.size > 0 || code.kind === 'stale') return true;
  if (code.kind !== 'suspended') return false;
  if (code.body.shown.isPending) return true;
  const [decision] = code.decided;
  return decision !== undefined && !waitsForUndo(state, decision);
}
