import type { PauseRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { originOf } from './answers.js';
import { noteRequest } from './note-request.js';
import type { Verdict } from './verdict.js';
import { events, refused, repeat } from './verdict.js';

export function decidePause(state: InstanceState, request: PauseRequest): Verdict {
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  if (state.standstill !== undefined) return noteRequest(state, request);
  return events({ type: 'SagaPaused', ...told(request) });
}

export function decideResume(state: InstanceState, request: PauseRequest): Verdict {
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  if (state.standstill === undefined) return noteRequest(state, request);
  return events({ type: 'SagaResumed', ...told(request) });
}

export function decideRevive(state: InstanceState): Verdict {
  return state.standstill?.kind === 'parked' ? events({ type: 'SagaResumed', actor: 'skald' }) : repeat;
}

function told(request: PauseRequest) {
  return {
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.actor === undefined ? {} : { actor: request.actor }),
    ...originOf(request),
  };
}
