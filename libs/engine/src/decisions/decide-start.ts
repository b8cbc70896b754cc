import type { SagaStarted, StartRequest } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import { defaultCancelGrace } from '../saga/definition.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';
import { accepted, closed, originOf, wantsAnswer } from './answers.js';
import { checkBoundary } from './check-boundary.js';
import type { Knowledge } from './knowledge.js';
import type { Verdict } from './verdict.js';
import { recentIds } from './recent-ids.js';
import { events, refused, repeatWith } from './verdict.js';

export function decideStart(state: InstanceState, request: StartRequest, known: Knowledge): Verdict {
  if (state.phase === 'absent') return begin(request, known);
  const again = request.requestId !== undefined && state.requestIds.has(request.requestId);
  if (again) {
    const attached = request.requestId !== state.started?.requestId;
    return repeatWith(...accepted(state, request, attached), ...closed(state, request));
  }
  if (state.started?.saga !== request.saga) {
    return refused('ALREADY_STARTED', `${request.workflowId} is an instance of ${state.started?.saga}`);
  }
  switch (request.onExisting ?? 'attach') {
    case 'reject':
      return refused('ALREADY_STARTED', `${request.workflowId} exists, run ${state.run}`);
    case 'restart-if-closed':
      return state.phase === 'closed' ? begin(request, known, state) : attach(state, request);
    case 'attach':
      return attach(state, request);
  }
}

function attach(state: InstanceState, request: StartRequest): Verdict {
  if (state.phase === 'closed' || !wantsAnswer(request) || isListening(state, request)) {
    return repeatWith(...accepted(state, request, true), ...closed(state, request));
  }
  return events({ type: 'StartAttached', ...originOf(request) });
}

function isListening(state: InstanceState, request: StartRequest): boolean {
  return state.listeners.some((l) => l.requestId === request.requestId && l.replyTo === request.replyTo);
}

function begin(request: StartRequest, known: Knowledge, before?: InstanceState): Verdict {
  const { definition } = known;
  if (definition === undefined) {
    const version = request.version === undefined ? '' : ` version ${request.version}`;
    return refused('UNKNOWN_SAGA', `no saga ${request.saga}${version} is registered here`, '/saga');
  }
  const checked = checkBoundary(definition.contract.input, request.input, '/input');
  if (checked.kind !== 'fits') return checked;
  const input = checked.json;
  const { timeout, compensationOrder, cancelGrace } = definition.options;
  const timeoutMs = request.timeoutMs ?? (timeout === undefined ? undefined : milliseconds(timeout, 'timeout'));
  const started: SagaStarted = {
    type: 'SagaStarted',
    saga: definition.contract.name,
    version: definition.version,
    input,
    ...(timeoutMs === undefined ? {} : { deadline: instantText(known.at + timeoutMs) }),
    ...(request.attributes === undefined ? {} : { attributes: request.attributes }),
    ...(request.onExisting === undefined ? {} : { onExisting: request.onExisting }),
    ...(compensationOrder === undefined ? {} : { compensationOrder }),
    cancelGraceMs: milliseconds(cancelGrace ?? defaultCancelGrace, 'cancelGrace'),
    ...originOf(request),
    ...(before === undefined ? {} : { recent: recentIds(before) }),
  };
  return events(started);
}
