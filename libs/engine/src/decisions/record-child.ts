import type { ChildStarted, DetachedStarted } from '@skald/contracts';
import { isName, milliseconds, nameRule, toJson } from '@skald/contracts';
import type { MadeDecision } from '../saga/decision.js';
import { checkGiven } from '../saga/given.js';
import { payloadLimit, tooLarge } from './payload-limit.js';

type StartDecision = Extract<MadeDecision, { kind: 'start-child' | 'start-detached' }>;

/** @throws SagaBug, TypeError naming the option that is out of range. */
export function recordChild(decision: Extract<StartDecision, { kind: 'start-child' }>): ChildStarted {
  const { childId, options, scope } = decision;
  const { input, ...asked } = askedOf(decision);
  const { onParentClose = 'cancel' } = options;
  if (!['cancel', 'abandon'].includes(onParentClose)) {
    throw new TypeError(`child ${childId}: onParentClose ${JSON.stringify(onParentClose)}: use 'cancel' or 'abandon'`);
  }
  const given = tooLarge(input) ? ({ refused: 'PAYLOAD_TOO_LARGE' } as const) : { input };
  return {
    type: 'ChildStarted',
    childId,
    ...asked,
    ...given,
    onParentClose,
    ...(scope === undefined ? {} : { scope }),
  };
}

/** @throws SagaBug, TypeError naming the option that is out of range. */
export function recordDetached(decision: Extract<StartDecision, { kind: 'start-detached' }>): DetachedStarted {
  const asked = askedOf(decision);
  if (tooLarge(asked.input)) throw new TypeError(`saga ${asked.saga}: the input is over ${payloadLimit} bytes`);
  return { type: 'DetachedStarted', ...asked };
}

function askedOf({ contract, workflowId, input, options }: StartDecision) {
  const field = `saga ${contract.name}`;
  const { version, timeout, attributes } = options;
  if (!isName('workflowId', workflowId)) {
    throw new TypeError(`${field}: workflowId ${JSON.stringify(workflowId)}: use ${nameRule('workflowId')}`);
  }
  if (version !== undefined && !(Number.isInteger(version) && version >= 1)) {
    throw new TypeError(`${field}: version ${String(version)}: use a whole number from 1 on`);
  }
  const timeoutMs = timeout === undefined ? undefined : milliseconds(timeout, `${field}: timeout`);
  if (timeoutMs === 0) throw new TypeError(`${field}: timeout: use at least a millisecond`);
  return {
    workflowId,
    saga: contract.name,
    ...(version === undefined ? {} : { version }),
    input: checkGiven(contract.input, input, field),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(attributes === undefined ? {} : { attributes: asJson(attributes, `${field}: attributes`) }),
  };
}

/** @throws TypeError naming what JSON cannot hold. */
function asJson<T>(value: T, field: string): T {
  try {
    return toJson(value) as T;
  } catch (error) {
    throw new TypeError(`${field}: ${(error as Error).message}`);
  }
}
