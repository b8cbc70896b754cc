import type { SignalRequest, StartRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { originOf, wantsAnswer } from './answers.js';
import { attach, begin, inTheWay, repeatedStart } from './decide-start.js';
import { acceptSignal, decideSignal } from './decide-signal.js';
import type { Knowledge } from './knowledge.js';
import type { Verdict } from './verdict.js';
import { events } from './verdict.js';

/** Nobody there (or, where the start says so, nobody any more): one turn with both. Else the signal is for who is there. */
export function decideSignalWithStart(
  state: InstanceState,
  request: SignalRequest,
  start: StartRequest,
  known: Knowledge,
): Verdict {
  if (state.phase === 'absent') return beginWith(state, request, start, known);
  const repeated = repeatedStart(state, start);
  if (repeated !== undefined) return repeated;
  if (state.started?.saga === start.saga && request.signalId !== undefined && state.signalIds.has(request.signalId)) {
    return attach(state, start);
  }
  const refusal = inTheWay(state, start);
  if (refusal !== undefined) return refusal;
  if (state.phase === 'closed' && start.onExisting === 'restart-if-closed')
    return beginWith(state, request, start, known);
  const signal = decideSignal(state, unsigned(request), known);
  if (signal.kind !== 'events' || !wantsAnswer(request)) return signal;
  return events({ type: 'StartAttached', ...originOf(request) }, ...signal.events);
}

function beginWith(state: InstanceState, request: SignalRequest, start: StartRequest, known: Knowledge): Verdict {
  const begun = begin(start, known, state, '/start');
  if (begun.kind !== 'started') return begun;
  const signal = acceptSignal(unsigned(request), known);
  if (signal.kind !== 'events') return signal;
  return events({ ...begun.started, signaled: true }, ...signal.events);
}

/** Start and signal are one request with one answer: that of the start. */
function unsigned({ requestId: _, replyTo: __, ...request }: SignalRequest): SignalRequest {
  return request;
}
