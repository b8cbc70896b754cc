import type { SagaContract, SignalContract } from '@skald/contracts';

import { fittingJson } from '../requests/outgoing-json.js';
import { startWords } from '../requests/start-words.js';
import type { NewRequest, SignalWithStartOptions, StartOptions } from './saga-client.js';

/** @throws InvalidInput | PayloadTooLarge | TypeError naming a duration */
export function startRequest<I>(
  contract: SagaContract<I>,
  { workflowId, namespace, requestId, ...words }: StartOptions<I>,
  payloadBytes: number,
): NewRequest {
  return {
    ...{ type: 'start', ...addressed(workflowId, namespace, requestId) },
    ...startWords(contract, workflowId, words, '', payloadBytes),
  };
}

/** @throws InvalidInput | PayloadTooLarge | TypeError naming a duration */
export function signalWithStartRequest<I, T>(
  contract: SagaContract<I>,
  signal: SignalContract<T>,
  { payload, signalId, workflowId, namespace, requestId, ...words }: SignalWithStartOptions<I, T>,
  payloadBytes: number,
): NewRequest {
  return {
    ...{ type: 'signal', name: signal.name, ...addressed(workflowId, namespace, requestId) },
    payload: fittingJson(signal.payload, payload, workflowId, '/payload', payloadBytes),
    ...(signalId !== undefined && { signalId }),
    start: startWords(contract, workflowId, words, '/start', payloadBytes),
  };
}

function addressed(workflowId: string, namespace: string | undefined, requestId: string | undefined) {
  return {
    workflowId,
    ...(namespace !== undefined && { namespace }),
    ...(requestId !== undefined && { requestId }),
  };
}
