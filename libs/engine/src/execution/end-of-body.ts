import type { Json, RecordedError, SagaCompleted, SagaForwardFailed } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';
import { payloadLimit, tooLarge } from '../decisions/payload-limit.js';
import { isBug, recordError } from '../errors/record-error.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { EndDecision } from '../saga/decision.js';
import type { SagaDefinition } from '../saga/definition.js';
import type { FailedEnd, InstanceState } from '../state/instance-state.js';

export type EndOfBody =
  | { readonly kind: 'ended'; readonly event: SagaCompleted | SagaForwardFailed }
  | { readonly kind: 'failed'; readonly end: FailedEnd };

/**
 * What the end of saga code means. Returning a value completes the saga, also after a cancel.
 * @throws SagaBug a bug is not a business failure (compensation rule 7)
 */
export function endOfBody(state: InstanceState, definition: SagaDefinition, decision: EndDecision): EndOfBody {
  let error: RecordedError;
  if (decision.kind === 'return') {
    const output = outputOf(definition, decision.value);
    if (!tooLarge(output)) return { kind: 'ended', event: { type: 'SagaCompleted', output } };
    const message = `the output of saga ${definition.contract.name} is over ${payloadLimit} bytes`;
    error = { type: 'PAYLOAD_TOO_LARGE', message };
  } else {
    if (isBug(decision.thrown)) throw bugOf(decision.thrown);
    error = recordError(decision.thrown);
  }
  if (state.pivotPassed) return { kind: 'ended', event: { type: 'SagaForwardFailed', error } };
  const { cancel } = state;
  const cause = cancel === undefined ? 'failure' : 'cancel';
  return { kind: 'failed', end: { cause, error, compensate: cancel?.compensate ?? true } };
}

function outputOf({ contract }: SagaDefinition, value: unknown): Json {
  const what = `the output of saga ${contract.name}`;
  const checked = validate(contract.output, value);
  if (!checked.ok) throw new SagaBug('SAGA_BUG', `${what} does not fit: ${checked.path} ${checked.message}`);
  try {
    return toJson(checked.value);
  } catch (error) {
    if (error instanceof NotJsonError) throw new SagaBug('SAGA_BUG', `${what}: ${error.message}`);
    throw error;
  }
}

function bugOf(thrown: Error): SagaBug {
  if (thrown instanceof SagaBug) return thrown;
  return new SagaBug('SAGA_BUG', `${thrown.name}: ${thrown.message}`, { stack: String(thrown.stack ?? '') });
}
