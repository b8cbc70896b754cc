import type { SignalRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { accepted, originOf } from './answers.js';
import { checkBoundary } from './check-boundary.js';
import type { Knowledge } from './knowledge.js';
import type { Verdict } from './verdict.js';
import { events, refused, repeatWith } from './verdict.js';

export function decideSignal(state: InstanceState, request: SignalRequest, known: Knowledge): Verdict {
  // One signalId is one signal, also after the end: a repeat of an accepted one is accepted, and told that the first counts.
  if (request.signalId !== undefined && state.signalIds.has(request.signalId)) {
    return repeatWith(...accepted(state, request, true));
  }
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  if (state.phase === 'undo') return refused('CLOSED', `${request.workflowId} is being undone and takes no signals`);
  if (known.unreadSignals >= known.mostUnreadSignals) {
    return refused('LIMIT_REACHED', `${request.workflowId} has ${known.unreadSignals} unread signals`);
  }
  return acceptSignal(request, known);
}

/** Whether it fits the contract. */
export function acceptSignal(request: SignalRequest, known: Knowledge): Verdict {
  const contract = known.definition?.contract;
  const signal = contract?.signals.find((s) => s.name === request.name);
  if (contract !== undefined && signal === undefined) {
    return refused('INVALID_INPUT', `saga ${contract.name} takes no signal ${request.name}`, '/name');
  }
  const checked = checkBoundary(signal?.payload, request.payload, '/payload');
  if (checked.kind !== 'fits') return checked;
  return events({
    type: 'SignalReceived',
    name: request.name,
    ...(request.signalId === undefined ? {} : { signalId: request.signalId }),
    payload: checked.json,
    ...originOf(request),
  });
}
