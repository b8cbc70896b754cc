import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aProjection, aTurn, encoded } from '@skald/testing';
import { inMemory } from '../in-memory.for-spec.js';
import { type Answer, fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

let gateway: OpenGateway;

describe('looking up over HTTP', () => {
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.application.close());

  it('tells the history in pages', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } });
    await gateway.post(`/v1/instances/${id}/signals/go`, { payload: { by: 'bob' } });
    const first = await gateway.call(`/v1/instances/${id}/history?limit=1`);
    expect(first.body).toMatchObject({
      events: [
        { type: 'SagaStarted', seq: 0, run: 0, index: 0 },
        { type: 'AttributesUpdated', index: 1 },
        { type: 'ViewUpdated', index: 2 },
      ],
      after: 0,
    });
    const rest = await gateway.until(
      `/v1/instances/${id}/history?after=${String(first.body['after'])}`,
      ({ body }) => (body['events'] as unknown[]).length > 1,
    );
    expect((rest.body['events'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'SignalReceived',
      'AttributesUpdated',
      'ViewUpdated',
      'SagaCompleted',
    ]);
    expect(rest.body).not.toHaveProperty('after');
  });

  it('tells of what an earlier run left to undo which run it was', async () => {
    const { store } = inMemory();
    const settled = { type: 'ActivityCompleted', activityId: 'charge', attempt: 1, output: null } as const;
    const undone = { ...settled, operation: 'compensate', index: 9, run: 0 } as const;
    const ofThisRun = { ...settled, operation: 'execute', index: 10 } as const;
    await store.journal.append(encoded(aTurn({ run: 1, events: [undone, ofThisRun] })));
    const other = await openGateway({ store });
    const { body } = await other.call('/v1/instances/order-42/history');
    expect((body['events'] as { run: number }[]).map(({ run }) => run)).toEqual([0, 1]);
    await other.application.close();
  });

  it('names what is stored damaged of one instance, and shows the others', async () => {
    const { store } = inMemory();
    const damaged = aProjection({ workflowId: 'damaged', waitingFor: 7 as never });
    await store.instances.save([aProjection({ workflowId: 'whole' }), damaged]);
    const event = { type: 'SagaBlessed', index: 0 } as never;
    await store.journal.append(encoded(aTurn({ workflowId: 'later', events: [event] })));
    const other = await openGateway({ store });
    const list = await other.call('/v1/instances');
    expect(list).toMatchObject({
      status: 200,
      body: {
        instances: [{ workflowId: 'whole' }],
        unreadable: [{ workflowId: 'damaged', message: expect.stringContaining('default/damaged cannot be read') }],
      },
    });
    expect(await other.call('/v1/instances/damaged')).toMatchObject({
      status: 500,
      body: { code: 'INTERNAL', message: expect.stringContaining('the projection of default/damaged cannot be read') },
    });
    expect(await other.call('/v1/instances/later/history')).toMatchObject({
      status: 500,
      body: { code: 'INTERNAL', message: expect.stringContaining('run the release that wrote it, or a later one') },
    });
    await other.application.close();
  });

  it('lists by saga, status and attribute, in pages', async () => {
    const headers = { 'skald-namespace': 'listing' };
    const list = (query: string): Promise<Answer> => gateway.call(`/v1/instances${query}`, { headers });
    for (const [workflowId, customer] of Object.entries({ a1: 'a', b1: 'b', a2: 'a' })) {
      const start = { workflowId, input: { name: workflowId }, attributes: { customer } };
      await gateway.post('/v1/sagas/waiting', start, headers);
      await gateway.call(`/v1/instances/${workflowId}`, { headers });
    }
    const page = await list('?saga=waiting&status=running&limit=2');
    expect(page.body['instances']).toHaveLength(2);
    const rest = await list(`?saga=waiting&limit=2&cursor=${encodeURIComponent(String(page.body['cursor']))}`);
    expect(rest.body['instances']).toHaveLength(1);
    const ofCustomer = await list('?attributes.customer=a');
    expect(ofCustomer.body['instances']).toHaveLength(2);
    expect((await list('?saga=other')).body).toEqual({ instances: [] });
  });

  it('tells what the saga shows, and finds by what it says of itself, also after its end', async () => {
    const headers = { 'skald-namespace': 'showing' };
    const found = async (stage: string) =>
      (await gateway.call(`/v1/instances?attributes.stage=${stage}`, { headers })).body['instances'];
    await gateway.post('/v1/sagas/waiting', { workflowId: 's1', input: { name: 'ana' } }, headers);
    const waits = await gateway.call('/v1/instances/s1', { headers });
    expect(waits.body).toMatchObject({ view: { waits: 'ana' }, attributes: { stage: 'waiting' } });
    expect(await found('waiting')).toHaveLength(1);
    await gateway.post('/v1/instances/s1/signals/go', { payload: { by: 'bob' } }, headers);
    const went = await gateway.until('/v1/instances/s1', ({ body }) => body['status'] === 'completed', headers);
    expect(went.body).toMatchObject({ view: { went: 'ana' }, attributes: { stage: 'gone' } });
    expect(await found('waiting')).toEqual([]);
    expect(await found('gone')).toHaveLength(1);
  });

  it('keeps namespaces apart', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } }, { 'skald-namespace': 'acme' });
    expect((await gateway.call(`/v1/instances/${id}`)).status).toBe(404);
    const mine = await gateway.call(`/v1/instances/${id}`, { headers: { 'skald-namespace': 'acme' } });
    expect(mine.body).toMatchObject({ namespace: 'acme' });
  });
});
