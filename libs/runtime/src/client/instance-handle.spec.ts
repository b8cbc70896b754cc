import { describe, expect, it } from '@jest/globals';

import type { InstanceHandle } from './saga-client.js';
import { approve, checkout, clientRig } from './rig.for-spec.js';

const order = { workflowId: 'order-42', input: { total: 5 } };
const error = { type: 'CardDeclined', message: 'no' };

describe('the result of a saga', () => {
  it('is what it returned, also when that is known at once', async () => {
    const { client } = await clientRig(() => [
      { type: 'accepted', attached: true },
      { type: 'closed', status: 'completed', output: { paymentId: 'p-1' } },
    ]);
    const handle = await client.start(checkout, order);
    const receipt: { paymentId: string } = await handle.result();
    expect(receipt).toEqual({ paymentId: 'p-1' });
    await expect(handle.result()).resolves.toEqual(receipt);
  });

  it('is waited for, however long', async () => {
    const { client, clock, requests, reply } = await clientRig();
    const result = (await client.start(checkout, order)).result();
    await clock.advance(30 * 86_400_000);
    await reply(requests[0]!, { type: 'closed', status: 'completed', output: { paymentId: 'p' } });
    await expect(result).resolves.toEqual({ paymentId: 'p' });
  });

  it.each(['failed', 'compensated', 'canceled', 'terminated'] as const)(
    '%s is an error that says why',
    async (status) => {
      const { client } = await clientRig(() => [{ type: 'accepted' }, { type: 'closed', status, error, run: 1 }]);
      const handle = await client.start(checkout, order);
      await expect(handle.result()).rejects.toMatchObject({
        ...{ name: 'SagaEnded', code: 'SAGA_ENDED', workflowId: 'order-42', run: 1, status, error },
        message: `order-42: ${status} (CardDeclined: no)`,
      });
    },
  );
});

describe('an instance', () => {
  it('takes each verb as the request of its name', async () => {
    const { client, requests } = await clientRig();
    const handle = client.handle(checkout, 'order-42', { namespace: 'acme' });
    await handle.signal(approve, { by: 'ana' }, { signalId: 's-1' });
    await handle.cancel({ reason: 'r', compensate: false, actor: 'ana' });
    await handle.terminate();
    await handle.retry({ activityId: 'charge', operation: 'compensate' });
    await handle.skip({ activityId: 'charge', reason: 'by hand' });
    await handle.resolve({ activityId: 'charge', output: { id: 1 } });
    await handle.pause({ reason: 'r' });
    await handle.resume();
    const whose = { namespace: 'acme', workflowId: 'order-42', requestId: expect.any(String) };
    expect(requests).toEqual([
      { type: 'signal', name: 'approve', payload: { by: 'ana' }, signalId: 's-1', ...whose },
      { type: 'cancel', reason: 'r', compensate: false, actor: 'ana', ...whose },
      { type: 'terminate', ...whose },
      { type: 'retry', activityId: 'charge', operation: 'compensate', ...whose },
      { type: 'skip', activityId: 'charge', reason: 'by hand', ...whose },
      { type: 'resolve', activityId: 'charge', output: { id: 1 }, ...whose },
      { type: 'pause', reason: 'r', ...whose },
      { type: 'resume', ...whose },
    ]);
  });

  it('refuses a payload that does not fit before it is sent', async () => {
    const { client, requests } = await clientRig();
    const handle = client.handle(checkout, 'order-42');
    await expect(handle.signal(approve, { by: 7 as unknown as string })).rejects.toMatchObject({
      name: 'InvalidInput',
      path: '/payload/by',
    });
    expect(requests).toEqual([]);
  });

  it.each<[string, (handle: InstanceHandle) => Promise<void>, string]>([
    ['cancel', (handle) => handle.cancel({ compensates: false } as object), '/compensates'],
    ['cancel', (handle) => handle.cancel({ type: 'terminate' } as object), '/type'],
    ['terminate', (handle) => handle.terminate({ why: 'r' } as object), '/why'],
    ['retry', (handle) => handle.retry({ activity: 'charge' } as object), '/activity'],
    ['skip', (handle) => handle.skip({ output: 1 } as object), '/output'],
    ['resolve', (handle) => handle.resolve({ result: 1 } as object), '/result'],
    ['pause', (handle) => handle.pause('r' as never), ''],
    ['resume', (handle) => handle.resume(null as never), ''],
    ['signal', (handle) => handle.signal(approve, { by: 'ana' }, { signalID: 's' } as object), '/signalID'],
  ])('refuses an option of %s that there is none of before it is sent', async (_, ask, path) => {
    const { client, requests } = await clientRig();
    const refusal = { name: 'InvalidInput', code: 'INVALID_INPUT', workflowId: 'order-42', path };
    await expect(ask(client.handle(checkout, 'order-42'))).rejects.toMatchObject(refusal);
    expect(requests).toEqual([]);
  });

  it('hears that it does not exist, or has ended', async () => {
    const { client } = await clientRig(({ type }) => [
      { type: 'rejected', code: type === 'cancel' ? 'CLOSED' : 'NOT_FOUND', detail: '' },
    ]);
    const handle = client.handle(checkout, 'ghost');
    await expect(handle.signal(approve, { by: 'ana' })).rejects.toMatchObject({ name: 'NotFound' });
    await expect(handle.cancel()).rejects.toMatchObject({ name: 'Closed' });
  });
});
