import type { SagaContract, SignalContract, SignalStart } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';

import { fittingJson } from './outgoing-json.js';
import type { NewRequest, SignalWithStartOptions, StartOptions } from './saga-client.js';

/** @throws InvalidInput | PayloadTooLarge | TypeError naming a duration */
export function startRequest<I>(contract: SagaContract<I>, given: StartOptions<I>, payloadBytes: number): NewRequest {
  return { type: 'start', ...addressed(given), ...started(contract, given, '/input', payloadBytes) };
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
    start: started(contract, given, '/start/input', payloadBytes),
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
  path: string,
  payloadBytes: number,
): SignalStart {
  return {
    saga: contract.name,
    ...options,
    input: fittingJson(contract.input, input, workflowId, path, payloadBytes),
    ...(timeout !== undefined && { timeoutMs: milliseconds(timeout, 'timeout') }),
    ...(delay !== undefined && { delayMs: milliseconds(delay, 'delay') }),
  };
}
