import { describe, expect, it } from '@jest/globals';
import type { SagaContract } from '@skald/contracts';
import { defineSaga } from '@skald/contracts';
import { openEmbeddedStore } from '@skald/embedded';
import type { InstanceProjection } from '@skald/ports';
import { aProjection, aTurn, encoded, virtualClock } from '@skald/testing';
import { z } from 'zod';

import { checkout, clientRig } from './rig.for-spec.js';

const shown = defineSaga('order-checkout', {
  input: z.object({ total: z.number() }),
  output: z.null(),
  view: z.object({ stage: z.string() }),
});

const picking = { view: { stage: 'picking' } };

/** A client that reads a store in which one instance stands. */
async function readingRig() {
  const store = openEmbeddedStore({ file: ':memory:', clock: virtualClock() });
  const rig = await clientRig(undefined, { options: { store } });
  const whose = { namespace: 'default', saga: 'order-checkout' };
  const begun = (workflowId: string) => store.journal.append(encoded(aTurn({ ...whose, workflowId })));
  const projected = (workflowId: string, more: Partial<InstanceProjection> = picking) =>
    store.instances.save([aProjection({ ...whose, instance: `default/${workflowId}`, workflowId, ...more })]);
  const handle = (workflowId: string, contract: SagaContract = shown) => rig.client.handle(contract, workflowId);
  return { ...rig, store, begun, projected, handle };
}

describe('a client with a store', () => {
  it('reads what the saga shows, typed by its contract', async () => {
    const { client, projected } = await readingRig();
    await projected('order-42');
    const view = await client.handle(shown, 'order-42').view();
    const stage: string | undefined = view?.stage;
    expect(stage).toBe('picking');
  });

  it('tells how an instance stands, also to who has only its name', async () => {
    const { client, handle, projected } = await readingRig();
    await projected('order-42', { ...picking, attributes: [{ k: 'customer', v: 'c-7' }] });
    expect(await handle('order-42').status()).toBe('running');
    const whole = await handle('order-42').describe();
    expect(whole).toMatchObject({
      saga: 'order-checkout',
      attributes: { customer: 'c-7' },
      view: { stage: 'picking' },
    });
    expect(await client.describe({ workflowId: 'order-42' })).toEqual(whole);
  });

  it('shows nothing of a saga that shows nothing', async () => {
    const { handle, projected } = await readingRig();
    await projected('order-42', {});
    expect(await handle('order-42').view()).toBeUndefined();
  });

  it('waits for an instance that was accepted a moment ago', async () => {
    const { clock, begun, handle, projected } = await readingRig();
    await begun('order-42');
    const reading = handle('order-42').view();
    await clock.advance(200);
    await projected('order-42');
    await clock.advance(200);
    expect(await reading).toEqual({ stage: 'picking' });
  });

  it('says so when that instance cannot be looked up in time', async () => {
    const { clock, begun, handle } = await readingRig();
    await begun('order-42');
    const refused = expect(handle('order-42').view()).rejects.toMatchObject({ code: 'NOT_YET_READABLE' });
    await clock.advance(2_100);
    await refused;
  });

  it('finds neither what does not exist, nor what is of another saga or namespace', async () => {
    const { client, handle, projected } = await readingRig();
    await projected('order-42');
    await expect(handle('ghost').view()).rejects.toMatchObject({ name: 'NotFound' });
    const other = defineSaga('refund', { input: z.null(), output: z.null() });
    await expect(handle('order-42', other).view()).rejects.toThrow(
      'order-42: it is an instance of order-checkout, not of refund',
    );
    const elsewhere = client.handle(shown, 'order-42', { namespace: 'acme' });
    await expect(elsewhere.view()).rejects.toMatchObject({ name: 'NotFound' });
  });
});

it('a client without a store says what it needs to read', async () => {
  const { client } = await clientRig();
  await expect(client.handle(checkout, 'order-42').view()).rejects.toThrow(
    'order-42 cannot be looked up by a client without a store: ' +
      'give createSagaClient, or SagaClientModule.forRoot, the option `store`',
  );
});
