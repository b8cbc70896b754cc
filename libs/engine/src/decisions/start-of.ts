import type { SagaRequest, StartRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { originOf } from './answers.js';
import type { Input } from './input.js';

/** The start that a request is, or carries. */
export function startOf(request: SagaRequest): StartRequest | undefined {
  if (request.type === 'start') return request;
  if (request.type !== 'signal' || request.start === undefined) return undefined;
  const { start, namespace, workflowId } = request;
  return { ...start, type: 'start', namespace, workflowId, ...originOf(request) };
}

/** The start of an input that may open a run. */
export function openingStart({ phase }: InstanceState, input: Input): StartRequest | undefined {
  if (phase !== 'absent' && phase !== 'closed') return undefined;
  return input.kind === 'request' ? startOf(input.request) : undefined;
}
