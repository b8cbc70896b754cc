import { undoProgresses } from '../decisions/progress-undo.js';
import type { Evaluation } from '../replay/evaluation.js';
import type { SagaDefinition } from '../saga/definition.js';
import type { InstanceState } from '../state/instance-state.js';
import { standsStill } from '../state/instance-state.js';
import type { Code } from './code.js';

/** An instance between two turns. A turn changes it in place. */
export interface SuspendedInstance {
  readonly state: InstanceState;
  /** What the instance runs; undefined when it is not here (or the instance is not there yet). */
  definition: SagaDefinition | undefined;
  code: Code;
  readonly evaluation: Evaluation;
}

/** Something is to be done although no input came. */
export function hasWork({ state, code }: SuspendedInstance): boolean {
  if (state.phase === 'undo') return undoProgresses(state);
  if (state.phase !== 'forward') return false;
  if (state.abandoned !== undefined) return true;
  if (standsStill(state)) return false;
  if (state.toCancel.size > 0 || state.refused.size > 0 || code.kind === 'stale') return true;
  return code.kind === 'suspended' && code.decided.length > 0;
}
