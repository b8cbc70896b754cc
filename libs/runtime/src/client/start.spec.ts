import { describe, expect, it } from '@jest/globals';
import type { RefusalCode } from '@skald/contracts';

import { checkout, clientRig } from './rig.for-spec.js';

const order = { workflowId: 'order-42', input: { total: 5 } };

describe('starting a saga', () => {
  it('resolves when it is accepted, with run and whether it existed', async () => {
    const { client, requests } = await clientRig(() => [{ type: 'accepted', run: 2, attached: true }]);
    const handle = await client.start(checkout, order);
    expect(handle).toMatchObject({ workflowId: 'order-42', namespace: 'default', run: 2, attached: true });
    expect(requests).toEqual([
      {
        type: 'start',
        saga: 'order-checkout',
        namespace: 'default',
        requestId: expect.any(String),
        ...order,
      },
    ]);
  });

  it('carries every option', async () => {
    const { client, requests } = await clientRig(undefined, { options: { namespace: 'acme' } });
    await client.start(checkout, {
      ...order,
      ...{ version: 2, timeout: '3 days', attributes: { vip: true }, onExisting: 'reject', requestId: 'r-1' },
    });
    await client.start(checkout, { ...order, namespace: 'other' });
    expect(requests).toMatchObject([
      {
        ...{ namespace: 'acme', version: 2, timeoutMs: 259_200_000, attributes: { vip: true } },
        ...{ onExisting: 'reject', requestId: 'r-1' },
      },
      { namespace: 'other' },
    ]);
  });

  it.each<[RefusalCode, string]>([
    ['INVALID_INPUT', 'InvalidInput'],
    ['UNKNOWN_SAGA', 'UnknownSaga'],
    ['ALREADY_STARTED', 'AlreadyStarted'],
    ['NOT_FOUND', 'NotFound'],
    ['CLOSED', 'Closed'],
    ['PAYLOAD_TOO_LARGE', 'PayloadTooLarge'],
    ['LIMIT_REACHED', 'LimitReached'],
  ])('rejects with a typed error for %s', async (code, name) => {
    const { client } = await clientRig(() => [{ type: 'rejected', code, detail: 'because' }]);
    await expect(client.start(checkout, order)).rejects.toMatchObject({ name, code, workflowId: 'order-42' });
  });

  it('of many in one moment leaves in one publish', async () => {
    const publishes: number[] = [];
    const { client } = await clientRig(undefined, {
      wrap: (bus) => ({
        ...bus,
        publish: (records) => {
          publishes.push(records.length);
          return bus.publish(records);
        },
      }),
    });
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => client.start(checkout, { ...order, workflowId: `o-${i}` })),
    );
    expect(publishes).toEqual([100]);
  });
});

describe('what does not fit', () => {
  it.each([
    [{ ...order, input: { total: 'five' } }, '/input/total'],
    [{ ...order, input: { total: Number.NaN } }, '/input/total'],
    [{ ...order, workflowId: 'a/b' }, '/workflowId'],
    [{ ...order, namespace: 'A B' }, '/namespace'],
  ])('is refused before anything is sent: %j', async (options, path) => {
    const { client, requests } = await clientRig();
    await expect(client.start(checkout, options as typeof order)).rejects.toMatchObject({ name: 'InvalidInput', path });
    expect(requests).toEqual([]);
  });

  it('is too large before it is sent, or when the broker says so', async () => {
    const { client } = await clientRig(undefined, { options: { payloadBytes: 5 } });
    await expect(client.start(checkout, order)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    const { client: other } = await clientRig(undefined, {
      wrap: (bus) => ({ ...bus, publish: () => Promise.resolve([{ kind: 'refused', reason: 'too large' }]) }),
    });
    await expect(other.start(checkout, order)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
});
