import type { AcceptedReply, Duration, SagaContract } from '@skald/contracts';
import { defaultNamespace, isName, milliseconds, nameRule } from '@skald/contracts';
import type { Clock, Ids, Log, MessageBus } from '@skald/ports';

import { shortText } from '../messages/fields.js';
import { defaultMessageLimits } from '../messages/message-limits.js';
import { topicNames } from '../topics/topics.js';
import { Endings } from './endings.js';
import { InvalidInput } from '../requests/errors/invalid-input.error.js';
import { KnownActivity } from './activity-handle.js';
import type { InstanceDesk } from './instance-handle.js';
import { KnownInstance, StartedInstance } from './instance-handle.js';
import type { ReadableStore } from './instance-lookup.js';
import { InstanceLookup } from './instance-lookup.js';
import { ReplyIntake } from './reply-intake.js';
import type { AskedRequest } from './request-desk.js';
import { RequestDesk } from './request-desk.js';
import { ResultDesk } from './result-desk.js';
import type { NewRequest, SagaClient, StartedHandle } from './saga-client.js';
import { signalWithStartRequest, startRequest } from './start-request.js';

export interface SagaClientOptions {
  readonly bus: MessageBus;
  /** To look instances up; left out: this client reads nothing. */
  readonly store?: ReadableStore;
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
  const { bus, clock, ids, log, namespace = defaultNamespace, requestTimeout = '10s' } = options;
  const { payloadBytes = defaultMessageLimits.payloadBytes } = options;
  const topics = topicNames(options.prefix);
  const endings = new Endings();
  const desk = new RequestDesk({
    ...{ bus, clock, ids, topic: topics.requests },
    timeoutMs: milliseconds(requestTimeout, 'requestTimeout'),
    live: () => replies.live(),
  });
  const replies = new ReplyIntake({
    ...{ bus, clock, ids, log, topic: topics.replies },
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

  const results = new ResultDesk({
    ...{ bus, clock, ids, topic: topics.results },
    timeoutMs: milliseconds(requestTimeout, 'requestTimeout'),
  });

  const asked = <R extends NewRequest>(request: R): R & { readonly namespace: string; readonly requestId: string } => {
    const whole = { ...request, namespace: request.namespace ?? namespace, requestId: request.requestId ?? ids.uuid() };
    for (const kind of ['workflowId', 'namespace'] as const) {
      if (isName(kind, whole[kind])) continue;
      throw new InvalidInput(String(request.workflowId), `is not ${nameRule(kind)}`, `/${kind}`);
    }
    // A refusal could not name it: nobody would hear of it.
    if (!shortText.safeParse(whole.requestId).success)
      throw new InvalidInput(whole.workflowId, 'is not 1 to 256 characters', '/requestId');
    return whole;
  };
  const request = async (asking: NewRequest): Promise<AcceptedReply> => desk.ask(asked(asking));

  const lookup = new InstanceLookup(options.store, clock);
  const instances: InstanceDesk = { ask: request, lookup, payloadBytes };

  const begin = async <I, O, V>({ name }: SagaContract<I, O, V>, asking: NewRequest): Promise<StartedHandle<O, V>> => {
    const whole = asked(asking) as AskedRequest;
    const ending = endings.expect(whole);
    const accepted = await desk.ask(whole);
    return new StartedInstance<O, V>(accepted, ending, name, instances);
  };

  return {
    start: async (contract, given) => begin(contract, startRequest(contract, given, payloadBytes)),
    signalWithStart: async (contract, signal, given) =>
      begin(contract, signalWithStartRequest(contract, signal, given, payloadBytes)),
    handle: ({ name }, workflowId, { namespace: other = namespace } = {}) =>
      new KnownInstance(other, workflowId, name, instances),
    activity: (address) =>
      new KnownActivity({ namespace, ...address }, (result) => results.report(result), payloadBytes),
    request,
    describe: async (identity) => lookup.describe({ namespace, ...identity }),
    health: () => ({ ready: replies.isLive, pending: desk.pending }),
    close: async () => {
      desk.close();
      results.close();
      endings.close();
      await replies.close();
    },
  };
}
