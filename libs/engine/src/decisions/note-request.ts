import type { CancelRequest, PauseRequest } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { accepted, originOf } from './answers.js';
import type { Verdict } from './verdict.js';
import { events, repeatWith } from './verdict.js';

/** So many in one run: whoever makes sure again and again that an instance is paused does not fill its history. */
const most = 100;

/**
 * Accepted, and nothing changes. It is recorded all the same, so that history says who asked, and that a repeat is
 * answered alike also after the end; without an id it cannot come as a repeat of itself.
 */
export function noteRequest(state: InstanceState, request: CancelRequest | PauseRequest): Verdict {
  if (request.requestId === undefined || state.notedRequests >= most) {
    return repeatWith(...accepted(state, request, false));
  }
  return events({
    type: 'RequestNoted',
    verb: request.type,
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(request.actor === undefined ? {} : { actor: request.actor }),
    ...originOf(request),
  });
}
