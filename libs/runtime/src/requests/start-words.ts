import type { Attributes, Duration, OnExisting, SagaContract, SignalStart } from '@skald/contracts';
import { attributesFlaw, milliseconds } from '@skald/contracts';

import { pointerSegment } from '../messages/json-flaw.js';
import { InvalidInput } from './errors/invalid-input.error.js';
import { fittingJson } from './outgoing-json.js';

/** What whoever starts an instance says about it, besides which one. */
export interface StartWords<I> {
  readonly input: I;
  readonly version?: number;
  readonly timeout?: Duration;
  readonly attributes?: Attributes;
  /** By default `attach`: the same instance, whose first input wins. */
  readonly onExisting?: OnExisting;
  /** The instance is there at once, its code begins so much later. */
  readonly delay?: Duration;
}

/** Of the options that say them. */
export const namesOfStartWords = ['input', 'version', 'timeout', 'attributes', 'onExisting', 'delay'];

/**
 * As they stand in a request, below `path`.
 * @throws InvalidInput | PayloadTooLarge
 */
export function startWords<I>(
  contract: SagaContract<I>,
  workflowId: string,
  { input, version, timeout, attributes, onExisting, delay }: StartWords<I>,
  path: '' | '/start',
  payloadBytes: number,
): SignalStart {
  const flaw = attributes === undefined ? undefined : attributesFlaw(attributes);
  if (flaw !== undefined) {
    const place = [`${path}/attributes`, ...flaw.path.map(pointerSegment)].join('/');
    throw new InvalidInput(workflowId, flaw.detail, place);
  }
  return {
    saga: contract.name,
    // By name: what an event of somebody else has besides, such as `parent` or `replyTo`, is not to be said.
    ...(version !== undefined && { version }),
    ...(attributes !== undefined && { attributes }),
    ...(onExisting !== undefined && { onExisting }),
    input: fittingJson(contract.input, input, workflowId, `${path}/input`, payloadBytes),
    ...(timeout !== undefined && { timeoutMs: lengthOf(timeout, workflowId, `${path}/timeout`, 'not zero') }),
    ...(delay !== undefined && { delayMs: lengthOf(delay, workflowId, `${path}/delay`) }),
  };
}

/** @throws InvalidInput */
function lengthOf(duration: Duration, workflowId: string, path: string, zero?: 'not zero'): number {
  try {
    return milliseconds(duration, path, zero);
  } catch (error) {
    if (error instanceof TypeError) throw new InvalidInput(workflowId, error.message.slice(`${path}: `.length), path);
    throw error;
  }
}
