import type { AcceptedReply, Duration, SagaContract, StartRequest } from '@skald/contracts';
import { defaultNamespace, isName, milliseconds, nameRule, validate } from '@skald/contracts';
import type { Clock, Ids, Log, MessageBus } from '@skald/ports';

import { defaultMessageLimits } from '../messages/message-limits.js';
import { Endings } from './endings.js';
import { InvalidInput } from './errors/invalid-input.error.js';
import { KnownInstance, StartedInstance } from './instance-handle.js';
import { outgoingJson } from './outgoing-json.js';
import { ReplyIntake } from './reply-intake.js';
import type { AskedRequest } from './request-desk.js';
import { RequestDesk } from './request-desk.js';
import type { NewRequest, SagaClient, StartedHandle, StartOptions } from './saga-client.js';

export interface SagaClientOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Of the topics; by default `saga.`. */
  readonly prefix?: string;
  /** Where a call names none; by default `default`. */
  readonly namespace?: string;
  /** How long an answer is waited for; by default 10 seconds. */
  readonly requestTimeout?: Duration;
  /** Of one input or payload as JSON in UTF-8; by default 256 KiB. */
  readonly payloadBytes?: number;
}

export function createSagaClient(options: SagaClientOptions): SagaClient {
  const { bus, clock, ids, log, prefix = 'saga.', namespace = defaultNamespace, requestTimeout = '10s' } = options;
  const { payloadBytes = defaultMessageLimits.payloadBytes } = options;
  const endings = new Endings();
  const desk = new RequestDesk({
    ...{ bus, clock, ids, topic: `${prefix}requests` },
    timeoutMs: milliseconds(requestTimeout, 'requestTimeout'),
    live: () => replies.live(),
  });
  const replies = new ReplyIntake({
    ...{ bus, clock, ids, log, topic: `${prefix}replies` },
    onReply: (reply) => {
      desk.answered(reply);
      if (reply.type === 'closed') endings.ended(reply);
    },
    onGap: () => {
      desk.askAgain();
      // The answer to the repeat says whether it has ended meanwhile. Nobody waits for its acceptance.
      for (const request of endings.awaited) desk.ask(request).catch(() => undefined);
    },
  });

  const asked = <R extends NewRequest>(request: R): R & { readonly namespace: string; readonly requestId: string } => {
    const whole = { ...request, namespace: request.namespace ?? namespace, requestId: request.requestId ?? ids.uuid() };
    for (const kind of ['workflowId', 'namespace'] as const) {
      if (isName(kind, whole[kind])) continue;
      throw new InvalidInput(String(request.workflowId), `is not ${nameRule(kind)}`, `/${kind}`);
    }
    return whole;
  };
  const request = async (asking: NewRequest): Promise<AcceptedReply> => desk.ask(asked(asking));

  return {
    start: async <I, O>(contract: SagaContract<I, O>, given: StartOptions<I>): Promise<StartedHandle<O>> => {
      const start = asked(startRequest(contract, given, payloadBytes)) as AskedRequest;
      const ending = endings.expect(start);
      const accepted = await desk.ask(start);
      return new StartedInstance<O>(accepted, ending, request, payloadBytes);
    },
    handle: (_, workflowId, { namespace: other = namespace } = {}) =>
      new KnownInstance(other, workflowId, request, payloadBytes),
    request,
    health: () => ({ ready: replies.isLive, pending: desk.pending }),
    close: async () => {
      desk.close();
      endings.close();
      await replies.close();
    },
  };
}

function startRequest<I>(
  contract: SagaContract<I>,
  { workflowId, input, timeout, ...options }: StartOptions<I>,
  payloadBytes: number,
): Omit<StartRequest, 'namespace'> & { readonly namespace?: string } {
  const fitting = validate(contract.input, input);
  if (!fitting.ok) throw new InvalidInput(workflowId, fitting.message, `/input${fitting.path}`);
  return {
    ...{ type: 'start', saga: contract.name, ...options, workflowId },
    // As it was given: the coordinator applies the schema, once.
    input: outgoingJson(input, workflowId, '/input', payloadBytes),
    ...(timeout !== undefined && { timeoutMs: milliseconds(timeout, 'timeout') }),
  };
}
