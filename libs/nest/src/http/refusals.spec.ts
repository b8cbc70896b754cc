import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

let gateway: OpenGateway;

describe('refusals over HTTP', () => {
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.application.close());

  it.each(['retry', 'skip', 'resolve', 'cancel', 'signals/go'])(
    '[cancel-of-none] refuses to %s what does not exist',
    async (verb) => {
      const answer = await gateway.post(`/v1/instances/nobody/${verb}`, { reason: 'a test', payload: { by: 'bob' } });
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    },
  );

  it('refuses a signal to what is closed', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } });
    await gateway.post(`/v1/instances/${id}/terminate`);
    expect(await gateway.post(`/v1/instances/${id}/signals/go`, { payload: { by: 'bob' } })).toMatchObject({
      status: 409,
      body: { code: 'CLOSED' },
    });
  });

  it.each([
    ['an input that does not fit', '/v1/sagas/waiting', { input: { name: 5 } }, 400, 'INVALID_INPUT', '/input/name'],
    ['no input', '/v1/sagas/waiting', {}, 400, 'INVALID_INPUT', '/input'],
    ['an unknown saga', '/v1/sagas/nothing', { input: null }, 404, 'UNKNOWN_SAGA', undefined],
    [
      'a workflowId with a slash',
      '/v1/sagas/waiting',
      { workflowId: 'a/b', input: {} },
      400,
      'INVALID_INPUT',
      '/workflowId',
    ],
    [
      'a workflowId that is no text',
      '/v1/sagas/waiting',
      { workflowId: 5, input: {} },
      400,
      'INVALID_INPUT',
      '/workflowId',
    ],
    ['a body that contradicts the route', '/v1/sagas/waiting', { saga: 'x', input: {} }, 400, 'INVALID_INPUT', '/saga'],
    ['a body of another kind', '/v1/sagas/waiting', '[1]', 400, 'INVALID_INPUT', undefined],
    [
      'a parent',
      '/v1/sagas/waiting',
      { parent: { workflowId: 'a', run: 0, childId: 'b', attempt: 1 }, input: {} },
      400,
      'INVALID_INPUT',
      '/parent',
    ],
    ['a reply topic', '/v1/sagas/waiting', { replyTo: 'x', input: {} }, 400, 'INVALID_INPUT', '/replyTo'],
    ['a number beyond double', '/v1/sagas/waiting', '{"input":{"name":1e400}}', 400, 'INVALID_INPUT', '/input/name'],
    [
      '__proto__',
      '/v1/sagas/waiting',
      '{"input":{"__proto__":{"name":"x"}}}',
      400,
      'INVALID_INPUT',
      '/input/__proto__',
    ],
    ['not JSON', '/v1/sagas/waiting', '{"input":', 400, 'INVALID_INPUT', undefined],
    ['a verb there is not', '/v1/instances/w/explode', {}, 404, 'NOT_FOUND', undefined],
    [
      'a payload over the limit',
      '/v1/sagas/waiting',
      { input: { name: 'x'.repeat(300_000) } },
      413,
      'PAYLOAD_TOO_LARGE',
      undefined,
    ],
    [
      'a body over the limit',
      '/v1/sagas/waiting',
      { input: { name: 'x'.repeat(1_100_000) } },
      413,
      'PAYLOAD_TOO_LARGE',
      undefined,
    ],
  ])('refuses %s', async (_what, path, body, status, code, pointer) => {
    const answer = await gateway.post(path, body);
    expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) } });
    if (pointer !== undefined) expect(answer.body['path']).toBe(pointer);
    expect(JSON.stringify(answer.body)).not.toContain('.js:');
    expect(Object.keys(answer.body).every((key) => ['code', 'message', 'path'].includes(key))).toBe(true);
  });

  it.each([
    ['/v1/instances/nobody', 404, 'NOT_FOUND'],
    ['/v1/instances/nobody/history', 404, 'NOT_FOUND'],
    ['/v1/instances?limit=0', 400, 'INVALID_INPUT'],
    ['/v1/instances?status=unwell', 400, 'INVALID_INPUT'],
    ['/v1/instances?cursor=made-up', 400, 'INVALID_INPUT'],
    ['/v1/instances/nobody/history?after=x', 400, 'INVALID_INPUT'],
    ['/elsewhere', 404, 'NOT_FOUND'],
  ])('answers GET %s with %d %s', async (path, status, code) => {
    expect(await gateway.call(path)).toMatchObject({ status, body: { code, message: expect.any(String) } });
  });

  it('refuses a start beyond a cap of its namespace, and names the cap', async () => {
    const start = () => gateway.post('/v1/sagas/waiting', { input: { name: 'ana' } }, { 'skald-namespace': 'capped' });
    expect(await start()).toMatchObject({ status: 202 });
    expect(await start()).toMatchObject({
      status: 429,
      body: { code: 'LIMIT_REACHED', message: expect.stringContaining('openInstances 1') },
    });
  });

  it('refuses a namespace that is none', async () => {
    const answer = await gateway.call('/v1/instances', { headers: { 'skald-namespace': 'A B' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});
