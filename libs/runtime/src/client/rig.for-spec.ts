import type { Reply, SagaRequest } from '@skald/contracts';
import { defineSaga, defineSignal } from '@skald/contracts';
import { MemoryBroker, memoryBus } from '@skald/embedded';
import type { MessageBus } from '@skald/ports';
import { recordingLog, seededIds, virtualClock } from '@skald/testing';
import { z } from 'zod';

import { decodeRequest } from '../messages/decode-request.js';
import type { SagaClientOptions } from './create-saga-client.js';
import { createSagaClient } from './create-saga-client.js';

export const approve = defineSignal('approve', z.object({ by: z.string() }));
export const checkout = defineSaga('order-checkout', {
  input: z.object({ total: z.number() }),
  output: z.object({ paymentId: z.string() }),
  signals: [approve],
});

type Answer = Reply extends infer R ? (R extends Reply ? Partial<R> & Pick<R, 'type'> : never) : never;
export type Respond = (request: SagaRequest) => readonly Answer[];

/** A client, and a coordinator that answers as the spec says. */
export async function clientRig(
  respond: Respond = () => [{ type: 'accepted' }],
  { options, wrap }: { options?: Partial<SagaClientOptions>; wrap?: (bus: MessageBus) => MessageBus } = {},
) {
  const clock = virtualClock();
  const log = recordingLog();
  const bus = memoryBus(new MemoryBroker({ clock, log }));
  await bus.createTopics(['saga.requests', 'saga.replies'].map((topic) => ({ topic, partitions: 2 })));
  const requests: SagaRequest[] = [];
  const reply = async (request: Pick<SagaRequest, 'namespace' | 'workflowId' | 'requestId'>, answer: Answer) => {
    const { namespace, workflowId, requestId } = request;
    const whole = { run: 0, namespace, workflowId, requestId, ...answer };
    await bus.publish([{ topic: 'saga.replies', key: workflowId, value: JSON.stringify(whole) }]);
  };
  await bus.subscribe(
    { group: 'coordinator', topics: ['saga.requests'] },
    {
      assigned: () => undefined,
      crashed: () => undefined,
      records: (_, records) => {
        for (const record of records) {
          const decoded = decodeRequest(record);
          if (decoded.kind !== 'message') throw new Error(JSON.stringify(decoded));
          requests.push(decoded.message);
          for (const answer of respond(decoded.message)) void reply(decoded.message, answer);
        }
      },
    },
  );
  await clock.quiet();
  const client = createSagaClient({ ...{ bus: wrap?.(bus) ?? bus, clock, ids: seededIds(), log }, ...options });
  return { clock, log, bus, client, requests, reply };
}
