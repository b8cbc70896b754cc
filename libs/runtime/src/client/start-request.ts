import type { SagaContract, SignalContract, SignalStart } from '@skald/contracts';
import { attributesFlaw, milliseconds } from '@skald/contracts';

import { pointerSegment } from '../messages/json-flaw.js';
import { InvalidInput } from '../requests/errors/invalid-input.error.js';
import { fittingJson } from '../requests/outgoing-json.js';
import type { NewRequest, SignalWithStartOptions, StartOptions } from './saga-client.js';

/** @throws InvalidInput | PayloadTooLarge | TypeError naming a duration */
export function startRequest<I>(contract: SagaContract<I>, given: StartOptions<I>, payloadBytes: number): NewRequest {
  return { type: 'start', ...addressed(given), ...started(contract, given, '', payloadBytes) };
}

/** @throws InvalidInput | PayloadTooLarge | TypeError naming a duration */
export function signalWithStartRequest<I, T>(
  contract: SagaContract<I>,
  signal: SignalContract<T>,
  { payload, signalId, ...given }: SignalWithStartOptions<I, T>,
  payloadBytes: number,
): NewRequest {
  return {
    ...{ type: 'signal', name: signal.name, ...addressed(given) },
    payload: fittingJson(signal.payload, payload, given.workflowId, '/payload', payloadBytes),
    ...(signalId !== undefined && { signalId }),
    start: started(contract, given, '/start', payloadBytes),
  };
}

function addressed({ workflowId, namespace, requestId }: StartOptions<unknown>) {
  return {
    workflowId,
    ...(namespace !== undefined && { namespace }),
    ...(requestId !== undefined && { requestId }),
  };
}

function started<I>(
  contract: SagaContract<I>,
  { workflowId, namespace: _, requestId: __, input, timeout, delay, ...options }: StartOptions<I>,
  path: '' | '/start',
  payloadBytes: number,
): SignalStart {
  const flaw = options.attributes === undefined ? undefined : attributesFlaw(options.attributes);
  if (flaw !== undefined) {
    const place = [`${path}/attributes`, ...flaw.path.map(pointerSegment)].join('/');
    throw new InvalidInput(workflowId, flaw.detail, place);
  }
  return {
    saga: contract.name,
    ...options,
    input: fittingJson(contract.input, input, workflowId, `${path}/input`, payloadBytes),
    ...(timeout !== undefined && { timeoutMs: milliseconds(timeout, 'timeout') }),
    ...(delay !== undefined && { delayMs: milliseconds(delay, 'delay') }),
  };
}
