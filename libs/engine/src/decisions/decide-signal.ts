import type { SignalRequest } from '@skald/contracts';
import { NotJsonError, toJson, validate } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { accepted, originOf } from './answers.js';
import type { Knowledge } from './decide-input.js';
import { payloadLimit, tooLarge } from './payload-limit.js';
import type { Verdict } from './verdict.js';
import { events, refused, repeatWith } from './verdict.js';

/** Unread signals of one instance; more are refused visibly. */
export const unreadSignalLimit = 10_000;

export function decideSignal(state: InstanceState, request: SignalRequest, known: Knowledge): Verdict {
  // One signalId is one signal, also after the end: a repeat of an accepted one is accepted.
  if (request.signalId !== undefined && state.signalIds.has(request.signalId)) {
    return repeatWith(...accepted(state, request, false));
  }
  if (state.phase === 'closed') return refused('CLOSED', `${request.workflowId} is ${state.closed}`);
  if (state.phase === 'undo') return refused('CLOSED', `${request.workflowId} is being undone and takes no signals`);
  if (known.unreadSignals >= unreadSignalLimit) {
    return refused('LIMIT_REACHED', `${request.workflowId} has ${known.unreadSignals} unread signals`);
  }
  let payload = request.payload;
  if (known.definition !== undefined) {
    const signal = known.definition.contract.signals.find((s) => s.name === request.name);
    if (signal === undefined) {
      return refused(
        'INVALID_INPUT',
        `saga ${known.definition.contract.name} takes no signal ${request.name}`,
        '/name',
      );
    }
    const checked = validate(signal.payload, request.payload);
    if (!checked.ok) return refused('INVALID_INPUT', checked.message, `/payload${checked.path}`);
    try {
      payload = toJson(checked.value);
    } catch (error) {
      if (error instanceof NotJsonError) return refused('INVALID_INPUT', error.message, `/payload${error.path}`);
      throw error;
    }
  }
  if (tooLarge(payload)) return refused('PAYLOAD_TOO_LARGE', `the payload is over ${payloadLimit} bytes`, '/payload');
  return events({
    type: 'SignalReceived',
    name: request.name,
    ...(request.signalId === undefined ? {} : { signalId: request.signalId }),
    payload,
    ...originOf(request),
  });
}
