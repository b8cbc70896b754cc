import type { SagaStarted, StartRequest } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import { defaultCancelGrace } from '../saga/definition.js';
import { instantText } from '../state/instant.js';
import type { InstanceState } from '../state/instance-state.js';
import { isListening } from '../state/listeners.js';
import { accepted, closed, originOf, wantsAnswer } from './answers.js';
import { decideStartAgain, isNextAttempt } from './decide-for-parent.js';
import { checkBoundary } from './check-boundary.js';
import type { Knowledge } from './knowledge.js';
import { recentIds } from './recent-ids.js';
import type { Verdict, WithoutEvents } from './verdict.js';
import { events, refused, repeatWith } from './verdict.js';

export function decideStart(state: InstanceState, request: StartRequest, known: Knowledge): Verdict {
  const { parent } = request;
  if (state.phase !== 'absent' && parent !== undefined && !isNextAttempt(state, parent)) {
    return decideStartAgain(state, request, parent);
  }
  const repeated = state.phase === 'absent' ? undefined : (repeatedStart(state, request) ?? inTheWay(state, request));
  if (repeated !== undefined) return repeated;
  const restarts = state.phase === 'closed' && (request.onExisting === 'restart-if-closed' || parent !== undefined);
  if (state.phase !== 'absent' && !restarts) return attach(state, request);
  const begun = begin(request, known, state, '');
  return begun.kind === 'started' ? events(begun.started) : begun;
}

/** What this very request was answered before. */
export function repeatedStart(state: InstanceState, request: StartRequest): Verdict | undefined {
  if (request.requestId === undefined || !state.requestIds.has(request.requestId)) return undefined;
  if (state.phase !== 'closed' && !state.listeners.some(({ requestId }) => requestId === request.requestId)) {
    // It was answered for an earlier run; whoever asks again hears how the present one ends.
    return events({ type: 'StartAttached', ...originOf(request) });
  }
  const attached = request.requestId !== state.started?.requestId;
  return repeatWith(...accepted(state, request, attached), ...closed(state, request));
}

/** Somebody has this workflowId whom the request does not want. */
export function inTheWay(state: InstanceState, request: StartRequest): WithoutEvents | undefined {
  if (state.started?.saga !== request.saga) {
    return refused('ALREADY_STARTED', `${request.workflowId} is an instance of ${state.started?.saga}`);
  }
  if (request.onExisting !== 'reject') return undefined;
  return refused('ALREADY_STARTED', `${request.workflowId} exists, run ${state.run}`);
}

export function attach(state: InstanceState, request: StartRequest): Verdict {
  if (state.phase === 'closed' || !wantsAnswer(request) || isListening(state, request)) {
    return repeatWith(...accepted(state, request, true), ...closed(state, request));
  }
  return events({ type: 'StartAttached', ...originOf(request) });
}

type Begun = { readonly kind: 'started'; readonly started: SagaStarted } | WithoutEvents;

/** `under`: where the start stands in the request. */
export function begin(request: StartRequest, known: Knowledge, before: InstanceState, under: '' | '/start'): Begun {
  const { definition } = known;
  if (definition === undefined) {
    const version = request.version === undefined ? '' : ` version ${request.version}`;
    return refused('UNKNOWN_SAGA', `no saga ${request.saga}${version} is registered here`, `${under}/saga`);
  }
  const checked = checkBoundary(definition.contract.input, request.input, `${under}/input`);
  if (checked.kind !== 'fits') return checked;
  if (known.noRoom !== undefined) return refused('LIMIT_REACHED', known.noRoom);
  const input = checked.json;
  const { timeout, compensationOrder, cancelGrace, escalateAfter } = definition.options;
  const timeoutMs = request.timeoutMs ?? (timeout === undefined ? undefined : milliseconds(timeout, 'timeout'));
  const delayMs = request.delayMs ?? 0;
  // Whatever limits the saga counts from where its code begins.
  const beginAt = known.at + delayMs;
  const started: SagaStarted = {
    type: 'SagaStarted',
    saga: definition.contract.name,
    version: definition.version,
    input,
    ...(delayMs === 0 ? {} : { beginAt: instantText(beginAt) }),
    ...(timeoutMs === undefined ? {} : { deadline: instantText(beginAt + timeoutMs) }),
    ...(escalateAfter === undefined
      ? {}
      : { escalateAt: instantText(beginAt + milliseconds(escalateAfter, 'escalateAfter')) }),
    ...(request.attributes === undefined ? {} : { attributes: request.attributes }),
    ...(request.onExisting === undefined ? {} : { onExisting: request.onExisting }),
    ...(compensationOrder === undefined ? {} : { compensationOrder }),
    cancelGraceMs: milliseconds(cancelGrace ?? defaultCancelGrace, 'cancelGrace'),
    ...(request.parent === undefined ? {} : { parent: request.parent }),
    ...originOf(request),
    ...(before.phase === 'absent' ? {} : { recent: recentIds(before) }),
  };
  return { kind: 'started', started };
}
