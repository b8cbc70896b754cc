import { describe, expect, it } from '@jest/globals';
import { BusUnavailable, type IncomingRecord, type MessageBus } from '@skald/ports';

import { ClientClosed } from './errors/client-closed.error.js';
import { clientRig } from './rig.for-spec.js';

async function rig(wrap?: (bus: MessageBus) => MessageBus) {
  const { bus, client, clock } = await clientRig(undefined, {
    options: { payloadBytes: 1_000 },
    ...(wrap && { wrap }),
  });
  await bus.createTopics([{ topic: 'saga.results', partitions: 2 }]);
  const results: unknown[] = [];
  await bus.subscribe(
    { group: 'spec', topics: ['saga.results'], broadcast: true },
    {
      assigned: () => undefined,
      crashed: () => undefined,
      records: (_, records: readonly IncomingRecord[]) => {
        for (const { key, value } of records) {
          results.push([Buffer.from(key!).toString(), JSON.parse(Buffer.from(value!).toString())]);
        }
      },
    },
  );
  return { client, clock, results };
}

const address = { workflowId: 'order-42', activityId: 'approval' };
const identity = { namespace: 'default', ...address, run: 0, operation: 'execute' };

describe('an activity that was handed over', () => {
  it('is completed by whoever knows its identity; any attempt will do', async () => {
    const { client, clock, results } = await rig();
    const done = client.activity(address).complete({ by: 'ana' });
    await clock.quiet();
    await done;
    expect(results).toEqual([['order-42', { type: 'completed', ...identity, attempt: 1, output: { by: 'ana' } }]]);
  });

  it('J7 says when its command was scheduled, so that it counts for no later life of the workflowId', async () => {
    const { client, clock, results } = await rig();
    const scheduledAt = '2026-11-22T10:00:00.000Z';
    const done = client.activity({ ...address, scheduledAt }).complete();
    await clock.quiet();
    await done;
    expect(results).toEqual([['order-42', { type: 'completed', ...identity, attempt: 1, scheduledAt, output: null }]]);
  });

  it('fails in the attempt that is named', async () => {
    const { client, clock, results } = await rig();
    const failed = client
      .activity({ ...address, run: 2, operation: 'compensate', attempt: 3, namespace: 'blue' })
      .fail({ type: 'Denied', message: 'no', details: { by: 'bob' }, retryable: false, effect: 'none' });
    await clock.quiet();
    await failed;
    expect(results).toEqual([
      [
        'order-42',
        {
          ...{ type: 'failed', ...address, namespace: 'blue', run: 2, operation: 'compensate', attempt: 3 },
          ...{ error: { type: 'Denied', message: 'no', details: { by: 'bob' } }, retryable: false, effect: 'none' },
        },
      ],
    ]);
  });

  it.each<[string, (client: Awaited<ReturnType<typeof rig>>['client']) => Promise<void>, string]>([
    [
      'no attempt to fail',
      (client) => client.activity(address).fail({ type: 'T', message: '' }),
      '/attempt is missing',
    ],
    ['an output that is no JSON', (client) => client.activity(address).complete({ n: 1n }), '/output/n'],
    [
      'an output that is too large',
      (client) => client.activity(address).complete('x'.repeat(1_001)),
      '/output is over',
    ],
    [
      'an activityId that is none',
      (client) => client.activity({ ...address, activityId: 'a/b' }).complete(),
      '/activityId',
    ],
    [
      'a workflowId that is none',
      (client) => client.activity({ ...address, workflowId: '' }).complete(),
      '/workflowId',
    ],
    [
      'an instant that is none',
      (client) => client.activity({ ...address, scheduledAt: 'yesterday' }).complete(),
      '/scheduledAt',
    ],
    ['an attempt that is none', (client) => client.activity({ ...address, attempt: 0 }).complete(), '/attempt'],
    [
      'an error without type',
      (client) => client.activity({ ...address, attempt: 1 }).fail({ type: '', message: '' }),
      '/error/type',
    ],
  ])('is refused with %s', async (_, report, detail) => {
    const { client, results } = await rig();
    await expect(report(client)).rejects.toThrow(detail);
    expect(results).toEqual([]);
  });

  it('is refused with the whole path to what does not fit, blanks in its names and all', async () => {
    const { client } = await rig();
    const deep = Array.from({ length: 63 }).reduce<unknown>((inner) => ({ 'a b': inner }), {});
    const failing = client.activity({ ...address, attempt: 1 }).fail({ type: 'T', message: '', details: deep });
    await expect(failing).rejects.toMatchObject({
      path: `/error/details${'/a b'.repeat(63)}`,
      message: expect.stringMatching(/a b is nested deeper than 64 levels$/),
    });
  });

  it('says that the bus did not take it in time, and that the client was closed', async () => {
    const { client, clock } = await rig((bus) => ({
      ...bus,
      publish: () => Promise.reject(new BusUnavailable('gone')),
    }));
    const late = expect(client.activity(address).complete()).rejects.toThrow(BusUnavailable);
    await clock.advance(60_000);
    await late;
    await client.close();
    await expect(client.activity(address).complete()).rejects.toThrow(ClientClosed);
  });
});
