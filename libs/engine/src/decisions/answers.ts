import type { ClosedReply, RequestOrigin } from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';
import { statusOf } from '../state/instance-state.js';
import type { Answer } from './verdict.js';

/** Only those who gave a requestId or a topic for replies are answered. */
export function wantsAnswer(origin: RequestOrigin): boolean {
  return origin.requestId !== undefined || origin.replyTo !== undefined;
}

export function originOf(origin: RequestOrigin): RequestOrigin {
  return {
    ...(origin.requestId === undefined ? {} : { requestId: origin.requestId }),
    ...(origin.replyTo === undefined ? {} : { replyTo: origin.replyTo }),
  };
}

export function accepted(state: InstanceState, origin: RequestOrigin, attached: boolean): Answer[] {
  if (!wantsAnswer(origin)) return [];
  return [{ replyTo: origin.replyTo, reply: { type: 'accepted', ...addressed(state, origin), attached } }];
}

export function closed(state: InstanceState, origin: RequestOrigin): Answer[] {
  const status = statusOf(state);
  if (!wantsAnswer(origin) || !isClosed(status)) return [];
  const reply: ClosedReply = {
    type: 'closed',
    ...addressed(state, origin),
    status,
    ...(status === 'completed' ? { output: state.output ?? null } : {}),
    ...(state.error === undefined ? {} : { error: state.error }),
  };
  return [{ replyTo: origin.replyTo, reply }];
}

function addressed(state: InstanceState, origin: RequestOrigin) {
  return {
    namespace: state.namespace,
    workflowId: state.workflowId,
    run: state.run,
    ...(origin.requestId === undefined ? {} : { requestId: origin.requestId }),
  };
}
