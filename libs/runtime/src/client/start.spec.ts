import { describe, expect, it } from '@jest/globals';
import type { RefusalCode } from '@skald/contracts';

import { approve, checkout, clientRig } from './rig.for-spec.js';

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
      delay: '2h',
    });
    await client.start(checkout, { ...order, namespace: 'other' });
    expect(requests).toMatchObject([
      {
        ...{ namespace: 'acme', version: 2, timeoutMs: 259_200_000, attributes: { vip: true } },
        ...{ onExisting: 'reject', requestId: 'r-1', delayMs: 7_200_000 },
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
    [{ ...order, requestId: 'r'.repeat(257) }, '/requestId'],
    [{ ...order, attributes: { 'a/b': 'x'.repeat(1_025) } }, '/attributes/a~1b'],
    [{ ...order, attributes: [1] }, '/attributes'],
    [{ ...order, delay: '5 mins' }, '/delay'],
    [{ ...order, delay: 5 }, '/delay'],
    [{ ...order, timeout: '0s' }, '/timeout'],
    [{ ...order, timeout: '1 week' }, '/timeout'],
    [{ ...order, startDelay: '5m' }, '/startDelay'],
  ])('is refused before anything is sent: %j', async (options, path) => {
    const { client, requests } = await clientRig();
    await expect(client.start(checkout, options as typeof order)).rejects.toMatchObject({
      ...{ name: 'InvalidInput', code: 'INVALID_INPUT', path },
    });
    expect(requests).toEqual([]);
  });

  it('is refused with what was wrong, and what there is', async () => {
    const { client } = await clientRig();
    await expect(client.start(checkout, { ...order, delay: '5 mins' as '5m' })).rejects.toThrow(
      `order-42: /delay "5 mins" is not a duration; write it as '500ms', '30s' or '2 days'`,
    );
    const misspelt = { ...order, startDelay: '5m' };
    await expect(client.start(checkout, misspelt)).rejects.toThrow(/order-42: \/startDelay is no option; .*, delay$/);
    await expect(client.start(checkout, undefined as never)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: '' });
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

describe('a signal with a start', () => {
  const begun = { ...order, payload: { by: 'ana' } };

  it('is one request, and its handle hears of the end', async () => {
    const { client, requests } = await clientRig(() => [
      { type: 'accepted', attached: true },
      { type: 'closed', status: 'completed', output: { paymentId: 'p-1' } },
    ]);
    const handle = await client.signalWithStart(checkout, approve, {
      ...{ ...begun, signalId: 's-1', timeout: '1h', delay: '1s', attributes: { vip: true }, version: 2 },
      ...{ onExisting: 'restart-if-closed', requestId: 'r-1', namespace: 'acme' },
    });
    expect(handle.attached).toBe(true);
    await expect(handle.result()).resolves.toEqual({ paymentId: 'p-1' });
    expect(requests).toEqual([
      {
        ...{ type: 'signal', name: 'approve', workflowId: 'order-42', namespace: 'acme', requestId: 'r-1' },
        ...{ payload: { by: 'ana' }, signalId: 's-1' },
        start: {
          ...{ saga: 'order-checkout', input: { total: 5 }, version: 2, timeoutMs: 3_600_000, delayMs: 1_000 },
          ...{ attributes: { vip: true }, onExisting: 'restart-if-closed' },
        },
      },
    ]);
  });

  it.each([
    [{ ...begun, input: { total: 'five' } }, '/start/input/total'],
    [{ ...begun, payload: { by: 5 } }, '/payload/by'],
    [{ ...begun, workflowId: 'a/b' }, '/workflowId'],
    [{ ...begun, delay: '5 mins' }, '/start/delay'],
    [{ ...begun, signalID: 's-1' }, '/signalID'],
  ])('that does not fit is refused before anything is sent: %j', async (options, path) => {
    const { client, requests } = await clientRig();
    await expect(client.signalWithStart(checkout, approve, options as typeof begun)).rejects.toMatchObject({
      ...{ name: 'InvalidInput', path },
    });
    expect(requests).toEqual([]);
  });
});
