import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordingLog } from '@skald/testing';
import { createStandalone } from './standalone.js';

const order = { orderId: '1', customer: 'c', lines: [{ sku: 'a', quantity: 1 }], total: 5_000, card: '4242' };

const trip = {
  ...{ tripId: '7', traveller: 'ana', from: 'Porto', to: 'Oslo', nights: 3 },
  ...{ airlines: ['AIR-DEARER', 'AIR-ONE'], carClass: 'small', hotel: 'Harbour', card: '4242' },
};

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'skald-standalone-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

async function post(url: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

/** What is told of the instance when it has completed. */
async function completed(instance: string): Promise<unknown> {
  let answer: { readonly status?: string } = {};
  while (answer.status !== 'completed') answer = (await (await fetch(instance)).json()) as typeof answer;
  return answer;
}

describe('standalone', () => {
  it('goes on with what it has on disk after it was closed and opened again', async () => {
    const first = await createStandalone({ dataDir, log: recordingLog() });
    expect(await post(`${first.url}/v1/sagas/order-checkout`, { workflowId: 'o-1', input: order })).toBe(202);
    await first.close();

    const second = await createStandalone({ dataDir, log: recordingLog() });
    const instance = `${second.url}/v1/instances/o-1`;
    expect(await post(`${instance}/signals/approve`, { payload: { by: 'ana' } })).toBe(202);
    expect(await completed(instance)).toMatchObject({ output: { paymentId: 'payment-o-1' } });
    await second.close();
  });

  it('books a trip, with a saga for the hotel, and shows what became of it', async () => {
    const { url, close } = await createStandalone({ dataDir, log: recordingLog() });
    expect(await post(`${url}/v1/sagas/trip-booking`, { workflowId: 'trip-7', input: trip })).toBe(202);
    expect(await completed(`${url}/v1/instances/trip-7`)).toMatchObject({
      output: { airline: 'AIR-ONE' },
      attributes: { traveller: 'ana', stage: 'booked' },
      view: { stage: 'booked', refusals: [{ airline: 'AIR-DEARER', reason: 'FareRaised' }] },
    });
    await close();
  });

  it('keeps the caps of a namespace', async () => {
    const { url, close } = await createStandalone({
      dataDir,
      log: recordingLog(),
      namespaceCaps: { openInstances: 1 },
    });
    expect(await post(`${url}/v1/sagas/order-checkout`, { workflowId: 'o-1', input: order })).toBe(202);
    expect(await post(`${url}/v1/sagas/order-checkout`, { workflowId: 'o-2', input: order })).toBe(429);
    await close();
  });

  it('lets nobody else in without a token', async () => {
    await expect(createStandalone({ dataDir, log: recordingLog(), host: '0.0.0.0' })).rejects.toThrow(
      'SKALD_HTTP_HOST: "0.0.0.0" lets others in, so SKALD_HTTP_TOKEN is needed',
    );
  });
});
