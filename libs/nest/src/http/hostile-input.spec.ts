import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordingLog } from '@skald/testing';
import { inMemory } from '../in-memory.for-spec.js';
import { type Answer, fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

const input = { name: 'ana' };
const adapters = inMemory();
const { store } = adapters;
const log = recordingLog();
let gateway: OpenGateway;

const journalled = (workflowId: string) => store.journal.page(`default/${workflowId}`, -1, 10);

/** A call with headers that fetch does not let anybody set. */
function asked({ url }: OpenGateway, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { headers }, (response) => {
      text(response)
        .then((body) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) as Answer['body'] }))
        .catch(reject);
    });
    call.on('error', reject).end();
  });
}

beforeAll(async () => {
  gateway = await openGateway({ log }, adapters);
});
afterAll(() => gateway.application.close());

describe('P3 a Host header', () => {
  it.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
    'that is not allowed, %p, is answered 403',
    async (host) => {
      const answer = await asked(gateway, '/v1/instances', { host });
      expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    },
  );

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:1', '[::1]:3000'])(
    'of this machine, %s, is let in',
    async (host) => {
      expect((await asked(gateway, '/v1/instances', { host })).status).toBe(200);
    },
  );

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'that is right does not help a page of %s',
    async (origin) => {
      expect(await asked(gateway, '/v1/instances', { origin })).toMatchObject({ status: 403 });
      expect(await gateway.post('/v1/sagas/waiting', { input }, { origin })).toMatchObject({ status: 403 });
    },
  );

  it('may be one that is named, and then no other, token or not', async () => {
    const named = await openGateway({ hosts: ['Sagas.example'], token: 'correct horse' });
    const authorization = 'Bearer correct horse';
    const status = async (host: string) => (await asked(named, '/v1/instances', { host, authorization })).status;
    expect(await status('sagas.example:443')).toBe(200);
    expect(await status('localhost')).toBe(403);
    expect((await asked(named, '/health/live', { host: '10.1.2.3' })).status).toBe(200);
    await named.application.close();
  });

  it('may be any where callers know a token, or where the application says so', async () => {
    for (const options of [{ token: 'correct horse' }, { hosts: 'any' as const }]) {
      const open = await openGateway(options);
      const headers = { host: 'sagas.example', authorization: 'Bearer correct horse' };
      expect((await asked(open, '/v1/instances', headers)).status).toBe(200);
      await open.application.close();
    }
  });
});

describe('P4 an internal route', () => {
  it.each([
    [
      'the undo that a parent asks of a child',
      'undo',
      { parent: { workflowId: 'p', run: 0, childId: 'c', attempt: 1 } },
    ],
    ['a start beside the door of starts', 'start', { saga: 'waiting', input }],
    ['what a participant reports of its work', 'activities/x/started', {}],
    ['a heartbeat', 'activities/x/heartbeat', {}],
    ['the end of a child', 'child-completed', { childId: 'c', output: null }],
  ])('is hidden: %s is answered 404', async (_, verb, body) => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input });
    const before = await journalled(id);
    expect(await gateway.post(`/v1/instances/${id}/${verb}`, body)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    expect(await journalled(id)).toEqual(before);
  });
});

describe('P5 a schema at the door', () => {
  it.each([
    [{ input: { name: 5 } }, '/input/name'],
    [{ input: {} }, '/input/name'],
    [{ input: 'ana' }, '/input'],
    [{ input, attributes: { tags: [] } }, '/attributes/tags'],
    [{ input, delayMs: '1' }, '/delayMs'],
  ])('[input-does-not-fit] refuses %j with 400 and its path, before anything is written', async (body, path) => {
    const workflowId = fresh();
    const answer = await gateway.post('/v1/sagas/waiting', { workflowId, ...body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', path } });
    expect(await journalled(workflowId)).toEqual([]);
    expect(await gateway.call(`/v1/instances/${workflowId}`)).toMatchObject({ status: 404 });
  });

  it('refuses a payload likewise', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input });
    const before = await journalled(id);
    const answer = await gateway.post(`/v1/instances/${id}/signals/go`, { payload: { by: 7 } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', path: '/payload/by' } });
    expect(await journalled(id)).toEqual(before);
  });
});

describe('malformed JSON or a wrong type', () => {
  it.each([
    ['{"input":', 'application/json', ''],
    ['{"input":{"name":"classified"},,}', 'application/json', ''],
    ['[1]', 'application/json', ''],
    ['"text"', 'application/json', ''],
    ['{"input":{"name":"ana"}}', 'text/plain', ''],
    ['input=ana', 'application/x-www-form-urlencoded', ''],
    ['{"input":{"name":1e400}}', 'application/json', '/input/name'],
    ['{"input":{"name":"ana"},"version":"one"}', 'application/json', '/version'],
  ])(
    '[malformed-json] %s as %s is answered 400 with a JSON pointer, no stack, and nothing of the body',
    async (body, type, path) => {
      const headers = { 'skald-namespace': 'malformed' };
      const answer = await gateway.post('/v1/sagas/waiting', body, { 'content-type': type, ...headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', path } });
      expect(JSON.stringify(answer.body)).not.toMatch(/classified|\.js|\bat /);
      const { body: there } = await gateway.call('/v1/instances', { headers });
      expect(there).toMatchObject({ instances: [] });
    },
  );

  it('a cancel whose body would be lost cancels nothing', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input });
    const plain = { 'content-type': 'text/plain' };
    expect((await gateway.post(`/v1/instances/${id}/cancel`, '{"compensate":false}', plain)).status).toBe(400);
    expect((await journalled(id)).flatMap(({ events }) => events.map(({ type }) => type))).not.toContain(
      'CancelRequested',
    );
  });

  it.each([
    '/v1/instances?state=running',
    '/v1/instances?status=running&status=failed',
    '/v1/instances/w/history?from=3',
  ])('a parameter that there is not, or is given twice, is named: %s', async (path) => {
    const answer = await gateway.call(path);
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    expect(answer.body['path']).toMatch(/^\/(state|status|from)$/);
  });
});

describe('P7 a bad token', () => {
  it('says nothing of what is there, and nothing of how near it was', async () => {
    const closed = await openGateway({ token: 'correct horse' });
    const tries = ['correct house', 'correct', 'c', '', 'correct horse battery', 'x'.repeat(10_000)];
    const answers = [];
    for (const path of ['/v1/instances/nobody', '/v1/instances', '/v1/instances/x/history']) {
      for (const tried of tries)
        answers.push(await closed.call(path, { headers: { authorization: `Bearer ${tried}` } }));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });
    await closed.application.close();
  });
});

describe('O1 an oversize payload', () => {
  const big = 'x'.repeat(300_000);
  it.each([
    ['sagas/waiting', { input: { name: big } }],
    ['instances/ID/signals/go', { payload: { by: big } }],
    ['instances/ID/signals/go', { payload: { by: 'b' }, start: { saga: 'waiting', input: { name: big } } }],
    ['instances/ID/resolve', { activityId: 'x', output: big }],
    ['instances/ID/activities/x/complete', { attempt: 1, output: big }],
    ['instances/ID/activities/x/fail', { attempt: 1, type: 'T', message: 'm', details: big }],
    ['sagas/waiting', { input: { name: big.repeat(4) } }],
  ])('[payload-over-cap] to %s is answered 413, at once', async (path, body) => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input });
    expect(await gateway.post(`/v1/${path.replace('ID', id)}`, body)).toMatchObject({
      status: 413,
      body: { code: 'PAYLOAD_TOO_LARGE' },
    });
  });
});

describe('an id of another namespace', () => {
  const told = () => log.entries.filter(({ message }) => message.startsWith('security:')).map(({ fields }) => fields);

  it('[other-namespace] is absent like one that never was, and the attempt is told in the log', async () => {
    const id = fresh();
    await gateway.post('/v1/sagas/waiting', { workflowId: id, input }, { 'skald-namespace': 'acme' });
    for (const [method, verb] of [
      ['GET', ''],
      ['GET', '/history'],
      ['POST', '/cancel'],
      ['POST', '/signals/go'],
    ] as const) {
      const call = (workflowId: string) =>
        method === 'GET'
          ? gateway.call(`/v1/instances/${workflowId}${verb}`)
          : gateway.post(`/v1/instances/${workflowId}${verb}`, { payload: { by: 'b' } });
      const theirs = JSON.stringify(await call(id)).replaceAll(id, 'ID');
      expect(theirs).toBe(JSON.stringify(await call('nobody')).replaceAll('nobody', 'ID'));
      expect(theirs).toContain('"status":404');
      expect(told()).toContainEqual(
        expect.objectContaining({ code: 'NOT_FOUND', path: `/v1/instances/${id}${verb}`, namespace: 'default' }),
      );
    }
    expect(await store.journal.page(`acme/${id}`, -1, 10)).toHaveLength(1);
  });

  it('is not told where a caller merely got something wrong', async () => {
    const before = told().length;
    await gateway.post('/v1/sagas/waiting', { input: {} });
    expect(told()).toHaveLength(before);
  });
});
