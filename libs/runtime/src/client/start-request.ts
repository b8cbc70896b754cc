import type { SagaContract, SignalContract } from '@skald/contracts';

import { fittingJson } from '../requests/outgoing-json.js';
import { knownOptions } from '../requests/known-options.js';
import { namesOfStartWords, startWords } from '../requests/start-words.js';
import type { NewRequest, SignalWithStartOptions, StartOptions } from './saga-client.js';

const ofStart = ['workflowId', 'namespace', 'requestId', ...namesOfStartWords];

/** @throws InvalidInput | PayloadTooLarge */
export function startRequest<I>(contract: SagaContract<I>, options: StartOptions<I>, payloadBytes: number): NewRequest {
  const { workflowId, namespace, requestId, ...words } = knownOptions(options, ofStart);
  return {
    ...{ type: 'start', ...addressed(workflowId, namespace, requestId) },
    ...startWords(contract, workflowId, words, '', payloadBytes),
  };
}

/** @throws InvalidInput | PayloadTooLarge */
export function signalWithStartRequest<I, T>(
  contract: SagaContract<I>,
  signal: SignalContract<T>,
  options: SignalWithStartOptions<I, T>,
  payloadBytes: number,
): NewRequest {
  const known = knownOptions(options, [...ofStart, 'payload', 'signalId']);
  const { payload, signalId, workflowId, namespace, requestId, ...words } = known;
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
