import type { ChildStarted, DetachedStarted, Json } from '@skald/contracts';
import type { MadeDecision } from '../saga/decision.js';
import { checkGiven } from '../saga/given.js';
import type { StartTerms } from '../saga/start-options.js';
import { startTerms } from '../saga/start-options.js';
import { payloadLimit, tooLarge } from './payload-limit.js';

type StartDecision = Extract<MadeDecision, { kind: 'start-child' | 'start-detached' }>;

/** @throws SagaBug, TypeError naming the option that is out of range. */
export function recordChild(decision: Extract<StartDecision, { kind: 'start-child' }>): ChildStarted {
  const { childId, scope } = decision;
  const { input, ...asked } = askedOf(decision);
  const given = tooLarge(input) ? ({ refused: 'PAYLOAD_TOO_LARGE' } as const) : { input };
  return {
    type: 'ChildStarted',
    childId,
    ...asked,
    ...given,
    onParentClose: decision.options.onParentClose ?? 'cancel',
    ...(scope === undefined ? {} : { scope }),
  };
}

/** @throws SagaBug, TypeError naming the option that is out of range. */
export function recordDetached(decision: Extract<StartDecision, { kind: 'start-detached' }>): DetachedStarted {
  const asked = askedOf(decision);
  if (tooLarge(asked.input)) throw new TypeError(`saga ${asked.saga}: the input is over ${payloadLimit} bytes`);
  return { type: 'DetachedStarted', ...asked };
}

function askedOf({
  contract: { name: saga, input: schema },
  workflowId,
  input,
  options,
}: StartDecision): StartTerms & { readonly saga: string; readonly input: Json } {
  const { workflowId: id, ...terms } = startTerms(saga, workflowId, options);
  return { workflowId: id, saga, ...terms, input: checkGiven(schema, input, `saga ${saga}`) };
}
