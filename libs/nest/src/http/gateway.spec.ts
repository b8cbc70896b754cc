import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { BusUnavailable, type MessageBus } from '@skald/ports';
import { z } from 'zod';
import { SagaCoordinatorModule } from '../coordinator/saga-coordinator.module.js';
import { Saga } from '../decorators/saga.decorator.js';
import { inMemory } from '../in-memory.for-spec.js';
import { Lifecycle } from '../life/lifecycle.js';
import type { GatewayModuleOptions } from './gateway-options.js';
import { GatewayModule } from './gateway.module.js';
import { openApiDocument } from './openapi-document.js';
import { RefusalFilter } from './refusal.filter.js';

const go = defineSignal('go', z.object({ by: z.string() }));
const waiting = defineSaga('waiting', {
  input: z.object({ name: z.string() }),
  output: z.string(),
  signals: [go],
});

@Saga(waiting, { version: 1 })
class WaitingV1 {
  async run(ctx: SagaContext, { name }: { name: string }): Promise<string> {
    const { by } = await ctx.receive(go);
    return `${name} went, said ${by}`;
  }
}

@Module({ providers: [WaitingV1] })
class SagasModule {}

let application: NestExpressApplication;
let url: string;

async function open(more: Partial<GatewayModuleOptions> = {}): Promise<void> {
  const { fatal: _, drainMs, onFatal, ...adapters } = inMemory();
  const module = await Test.createTestingModule({
    imports: [
      SagasModule,
      SagaCoordinatorModule.forRoot({ ...adapters, drainMs, onFatal }),
      GatewayModule.forRoot({ ...adapters, ...more }),
    ],
  }).compile();
  application = module.createNestApplication<NestExpressApplication>({ logger: false });
  application.useBodyParser('json', { limit: '1mb' });
  application.useGlobalFilters(application.get(RefusalFilter));
  await application.listen(0, '127.0.0.1');
  await application.get(Lifecycle).start();
  url = await application.getUrl();
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

/** Looks again until it is so. */
async function until(path: string, isSo: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await call(path);
    if (isSo(answer)) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let count = 0;
/** A workflowId that no other test has. */
const fresh = (): string => `w-${++count}`;

describe('HTTP', () => {
  beforeAll(() => open());
  afterAll(() => application.close());

  it('starts a saga, tells what it waits for, signals it and tells its end', async () => {
    const id = fresh();
    expect(await post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } })).toEqual({
      status: 202,
      body: { workflowId: id, run: 0, attached: false },
    });
    const { body } = await until(`/v1/instances/${id}`, ({ status }) => status === 200);
    expect(body).toMatchObject({
      saga: 'waiting',
      version: 1,
      status: 'running',
      waitingFor: [{ kind: 'signal', id: 'go' }],
    });

    const signal = await post(`/v1/instances/${id}/signals/go`, { payload: { by: 'bob' } });
    expect(signal).toEqual({ status: 202, body: { workflowId: id, run: 0, attached: false } });
    const ended = await until(`/v1/instances/${id}`, (answer) => answer.body['status'] === 'completed');
    expect(ended.body).toMatchObject({ output: 'ana went, said bob', waitingFor: [] });
    expect(ended.body['closedAt']).toMatch(/^\d{4}-.*Z$/);
  });

  it('makes a workflowId where the caller gives none', async () => {
    const { status, body } = await post('/v1/sagas/waiting', { input: { name: 'ana' } });
    expect(status).toBe(202);
    expect(body['workflowId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('attaches to an instance that is there, or refuses when asked to', async () => {
    const id = fresh();
    const start = { workflowId: id, input: { name: 'ana' } };
    await post('/v1/sagas/waiting', start);
    expect((await post('/v1/sagas/waiting', start)).body).toMatchObject({ attached: true });
    expect(await post('/v1/sagas/waiting', { ...start, onExisting: 'reject' })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_STARTED' },
    });
  });

  it('tells the history in pages', async () => {
    const id = fresh();
    await post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } });
    await post(`/v1/instances/${id}/signals/go`, { payload: { by: 'bob' } });
    const first = await call(`/v1/instances/${id}/history?limit=1`);
    expect(first.body).toMatchObject({ events: [{ type: 'SagaStarted', seq: 0, run: 0, index: 0 }], after: 0 });
    const rest = await until(
      `/v1/instances/${id}/history?after=${String(first.body['after'])}`,
      ({ body }) => (body['events'] as unknown[]).length > 1,
    );
    expect((rest.body['events'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'SignalReceived',
      'SagaCompleted',
    ]);
    expect(rest.body).not.toHaveProperty('after');
  });

  it('lists by saga, status and attribute, in pages', async () => {
    const headers = { 'skald-namespace': 'listing' };
    const list = (query: string): Promise<Answer> => call(`/v1/instances${query}`, { headers });
    for (const [workflowId, customer] of Object.entries({ a1: 'a', b1: 'b', a2: 'a' })) {
      const start = { workflowId, input: { name: workflowId }, attributes: { customer } };
      await post('/v1/sagas/waiting', start, headers);
      await call(`/v1/instances/${workflowId}`, { headers });
    }
    const page = await list('?saga=waiting&status=running&limit=2');
    expect(page.body['instances']).toHaveLength(2);
    const rest = await list(`?saga=waiting&limit=2&cursor=${encodeURIComponent(String(page.body['cursor']))}`);
    expect(rest.body['instances']).toHaveLength(1);
    const ofCustomer = await list('?attributes.customer=a');
    expect(ofCustomer.body['instances']).toHaveLength(2);
    expect((await list('?saga=other')).body).toEqual({ instances: [] });
  });

  it('keeps namespaces apart', async () => {
    const id = fresh();
    await post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } }, { 'skald-namespace': 'acme' });
    expect((await call(`/v1/instances/${id}`)).status).toBe(404);
    const mine = await call(`/v1/instances/${id}`, { headers: { 'skald-namespace': 'acme' } });
    expect(mine.body).toMatchObject({ namespace: 'acme' });
  });

  it.each(['pause', 'resume', 'cancel', 'terminate'])('asks to %s', async (verb) => {
    const id = fresh();
    await post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } });
    expect(await post(`/v1/instances/${id}/${verb}`, { reason: 'a test' })).toMatchObject({ status: 202 });
  });

  it.each(['retry', 'skip', 'resolve', 'cancel', 'signals/go'])('refuses to %s what does not exist', async (verb) => {
    const answer = await post(`/v1/instances/nobody/${verb}`, { reason: 'a test', payload: { by: 'bob' } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('refuses a signal to what is closed', async () => {
    const id = fresh();
    await post('/v1/sagas/waiting', { workflowId: id, input: { name: 'ana' } });
    await post(`/v1/instances/${id}/terminate`);
    expect(await post(`/v1/instances/${id}/signals/go`, { payload: { by: 'bob' } })).toMatchObject({
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
    const answer = await post(path, body);
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
    expect(await call(path)).toMatchObject({ status, body: { code, message: expect.any(String) } });
  });

  it('refuses a namespace that is none', async () => {
    const answer = await call('/v1/instances', { headers: { 'skald-namespace': 'A B' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('says whether it lives and is ready, and what Prometheus wants to know', async () => {
    expect(await call('/health/live')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await call('/health/ready')).toEqual({ status: 200, body: { status: 'ok', problems: [] } });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^skald_coordinator_ready 1$/m);
    expect(metrics).toMatch(/^process_cpu_seconds_total /m);
  });

  it('describes exactly its routes', async () => {
    const { body } = await call('/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
    const verbs = ['cancel', 'terminate', 'retry', 'skip', 'resolve', 'pause', 'resume'];
    const routed = routesOf(application).flatMap((route) =>
      route.endsWith('/{verb}') ? verbs.map((verb) => route.replace('{verb}', verb)) : [route],
    );
    const described = Object.entries(openApiDocument.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(routed.sort());
    for (const [, name] of JSON.stringify(openApiDocument).matchAll(/"#\/components\/([^"]+)"/g)) {
      const [kind, key] = name!.split('/') as [keyof typeof openApiDocument.components, string];
      expect(openApiDocument.components[kind]).toHaveProperty(key);
    }
  });
});

describe('HTTP with a token', () => {
  beforeAll(() => open({ token: 'correct horse' }));
  afterAll(() => application.close());

  it.each([undefined, 'Bearer wrong', 'Basic correct horse', 'Bearer correct horse and more'])(
    'refuses %p',
    async (authorization) => {
      const answer = await call('/v1/instances', { headers: authorization === undefined ? {} : { authorization } });
      expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });
    },
  );

  it('takes the right one', async () => {
    expect((await call('/v1/instances', { headers: { authorization: 'Bearer correct horse' } })).status).toBe(200);
  });

  it('leaves probes alone', async () => {
    expect((await call('/health/live')).status).toBe(200);
    expect((await call('/health/ready')).status).toBe(200);
  });
});

describe('HTTP while the bus is away', () => {
  afterAll(() => application.close());

  it('says to retry later, lives, and is not ready', async () => {
    const { bus } = inMemory();
    const gone = () => Promise.reject(new BusUnavailable('nobody answers'));
    const away: MessageBus = { ...bus, publish: gone, partitionCounts: gone, ping: gone };
    await open({ bus: away, answerWithinMs: 50 });
    const answer = await post('/v1/sagas/waiting', { input: { name: 'ana' } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'RETRY_LATER' } });
    expect((await call('/health/live')).status).toBe(200);
    expect(await call('/health/ready')).toMatchObject({ status: 503, body: { problems: ['bus: nobody answers'] } });
  });
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

function routesOf(nest: NestExpressApplication): string[] {
  const express = nest
    .get(HttpAdapterHost)
    .httpAdapter.getInstance<{ readonly router: { readonly stack: readonly Layer[] } }>();
  return express.router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map(
          (method) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
        ),
  );
}
