import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

let gateway: OpenGateway;

describe('requests over HTTP', () => {
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.application.close());

  it('starts a saga, tells what it waits for, signals it and tells its end', async () => {
    const id = fresh();
    expect(await gateway.post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } })).toEqual({
      status: 202,
      body: { workflowId: id, run: 0, attached: false },
    });
    const { body } = await gateway.until(`/v1/instances/${id}`, ({ status }) => status === 200);
    expect(body).toMatchObject({
      saga: 'waiting',
      version: 1,
      status: 'running',
      waitingFor: [{ kind: 'signal', id: 'go' }],
    });

    const signal = await gateway.post(`/v1/instances/${id}/signals/go`, { payload: { by: 'bob' } });
    expect(signal).toEqual({ status: 202, body: { workflowId: id, run: 0, attached: false } });
    const ended = await gateway.until(`/v1/instances/${id}`, (answer) => answer.body['status'] === 'completed');
    expect(ended.body).toMatchObject({ output: 'ana went, said bob', waitingFor: [] });
    expect(ended.body['closedAt']).toMatch(/^\d{4}-.*Z$/);
  });

  it('makes a workflowId where the caller gives none', async () => {
    const { status, body } = await gateway.post('/v1/sagas/waiting', { input: { name: 'ana' } });
    expect(status).toBe(202);
    expect(body['workflowId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('[same-workflow-id] attaches to an instance that is there and says so, or refuses, or restarts what has closed', async () => {
    const id = fresh();
    const start = { workflowId: id, input: { name: 'ana' } };
    await gateway.post('/v1/sagas/waiting', start);
    expect((await gateway.post('/v1/sagas/waiting', start)).body).toMatchObject({ attached: true });
    expect(await gateway.post('/v1/sagas/waiting', { ...start, onExisting: 'reject' })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_STARTED' },
    });
    const anew = { workflowId: id, input: { name: 'bo' }, onExisting: 'restart-if-closed' };
    expect((await gateway.post('/v1/sagas/waiting', anew)).body).toMatchObject({ run: 0, attached: true });
    // The first input stands, whatever others asked for.
    expect((await gateway.post(`/v1/instances/${id}/signals/go`, { payload: { by: 'cy' } })).status).toBe(202);
    const ended = await gateway.until(`/v1/instances/${id}`, ({ body }) => body['status'] === 'completed');
    expect(ended.body).toMatchObject({ output: 'ana went, said cy' });
    const next = await gateway.post('/v1/sagas/waiting', { ...anew, requestId: 'next' });
    expect(next.body).toMatchObject({ run: 1, attached: false });
  });

  it('starts an instance with a signal, in one request', async () => {
    const id = fresh();
    const body = { payload: { by: 'bob' }, start: { saga: 'waiting', input: { name: 'ana' } } };
    expect(await gateway.post(`/v1/instances/${id}/signals/go`, body)).toEqual({
      status: 202,
      body: { workflowId: id, run: 0, attached: false },
    });
    const ended = await gateway.until(`/v1/instances/${id}`, (answer) => answer.body['status'] === 'completed');
    expect(ended.body).toMatchObject({ output: 'ana went, said bob' });
    expect(await gateway.post(`/v1/instances/${id}/signals/go`, body)).toMatchObject({ status: 409 });
    const again = { ...body, start: { ...body.start, onExisting: 'restart-if-closed' } };
    expect((await gateway.post(`/v1/instances/${id}/signals/go`, again)).body).toMatchObject({ run: 1 });
  });

  it.each([
    [{ payload: { by: 'bob' }, start: { saga: 'waiting', input: {} } }, 400, '/start/input/name'],
    [{ payload: {}, start: { saga: 'waiting', input: { name: 'ana' } } }, 400, '/payload/by'],
    [{ payload: { by: 'bob' }, start: { saga: 'no-such', input: 1 } }, 404, undefined],
    [{ payload: { by: 'bob' }, start: { input: 1 } }, 400, '/start/saga'],
  ])('refuses a signal with a start that does not fit: %j', async (body, status, path) => {
    const id = fresh();
    const answer = await gateway.post(`/v1/instances/${id}/signals/go`, body);
    expect(answer).toMatchObject({ status, body: { code: status === 404 ? 'UNKNOWN_SAGA' : 'INVALID_INPUT' } });
    expect(answer.body['path']).toBe(path);
    expect(await gateway.call(`/v1/instances/${id}`)).toMatchObject({ status: 404 });
  });

  it('starts an instance that begins later', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' }, delayMs: 3_600_000 });
    const { body } = await gateway.until(`/v1/instances/${id}`, ({ status }) => status === 200);
    expect(body).toMatchObject({ status: 'running', waitingFor: [{ kind: 'timer', id: 'start-delay' }] });
    await gateway.post(`/v1/instances/${id}/cancel`);
    await gateway.until(`/v1/instances/${id}`, (answer) => answer.body['status'] === 'canceled');
  });

  it.each(['pause', 'resume', 'cancel', 'terminate'])('asks to %s', async (verb) => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } });
    expect(await gateway.post(`/v1/instances/${id}/${verb}`, { reason: 'a test' })).toMatchObject({ status: 202 });
  });
});
