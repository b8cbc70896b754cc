import type { RecordedError, SagaCompleted, SagaForwardFailed } from '@skald/contracts';
import { payloadLimit, tooLarge } from '../decisions/payload-limit.js';
import { isBug, recordError } from '../errors/record-error.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { ContinueDecision, EndDecision } from '../saga/decision.js';
import type { SagaDefinition } from '../saga/definition.js';
import { checkValue } from '../saga/given.js';
import type { FailedEnd, InstanceState } from '../state/instance-state.js';
import { stackOf } from './parked-by.js';

export type EndOfBody =
  | { readonly kind: 'ended'; readonly event: SagaCompleted | SagaForwardFailed }
  | { readonly kind: 'failed'; readonly end: FailedEnd };

/**
 * What the end of saga code means. Returning a value completes the saga, also after a cancel, unless the parent is undone.
 * @throws SagaBug a bug is not a business failure (compensation rule 7)
 */
export function endOfBody(
  state: InstanceState,
  definition: SagaDefinition,
  decision: Exclude<EndDecision, ContinueDecision>,
): EndOfBody {
  const { cancel } = state;
  let error: RecordedError;
  if (decision.kind === 'return' && cancel?.cause === 'undo' && !state.pivotPassed) {
    // Whatever it returns, its parent does without it.
    error = { type: 'skald.ParentUndone', message: cancel.reason ?? 'the parent is undone' };
  } else if (decision.kind === 'return') {
    const what = `the output of saga ${definition.contract.name}`;
    const output = checkValue(definition.contract.output, decision.value, what);
    if (!tooLarge(output)) return { kind: 'ended', event: { type: 'SagaCompleted', output } };
    error = { type: 'PAYLOAD_TOO_LARGE', message: `${what} is over ${payloadLimit} bytes` };
  } else {
    const { thrown } = decision;
    if (thrown instanceof SagaBug) throw thrown;
    if (isBug(thrown)) throw new SagaBug('SAGA_BUG', `${thrown.name}: ${thrown.message}`, { stack: stackOf(thrown) });
    error = recordError(thrown);
  }
  if (state.pivotPassed) return { kind: 'ended', event: { type: 'SagaForwardFailed', error } };
  return { kind: 'failed', end: { cause: cancel?.cause ?? 'failure', error, compensate: cancel?.compensate ?? true } };
}
