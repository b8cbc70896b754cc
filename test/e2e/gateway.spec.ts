import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { freePort } from './system/free-port.ts';
import { Shop } from './system/shop.ts';

const reason = await missing('kafka', 'ferretdb');
const withServers = reason === undefined ? describe : describe.skip;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

withServers('the gateway', () => {
  let shop: Shop;
  let url: string;

  beforeAll(async () => {
    shop = await Shop.open();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    await Promise.all([
      shop.start('coordinator'),
      shop.start('worker'),
      shop.start('gateway', { SKALD_HTTP_PORT: String(port) }),
    ]);
  }, 60_000);
  afterAll(() => shop?.close());

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const start = (body: unknown, headers?: Record<string, string>): Promise<Answer> =>
    ask('POST', '/v1/sagas/order-checkout', body, headers);

  /** The projection follows the events; asked again until it is there. */
  async function lookUpWhen(workflowId: string, status: string): Promise<Answer> {
    for (;;) {
      const answer = await ask('GET', `/v1/instances/${workflowId}`);
      if (answer.body.status === status) return answer;
    }
  }

  it('starts a saga and tells how it went', async () => {
    const started = await start({ workflowId: 'http-1', input: shop.order('http-1') });
    expect(started).toEqual({ status: 202, body: { workflowId: 'http-1', run: 0, attached: false } });
    const { body } = await lookUpWhen('http-1', 'completed');

    expect(body).toMatchObject({
      workflowId: 'http-1',
      saga: 'order-checkout',
      output: { paymentId: expect.any(String) },
      waitingFor: [],
    });
    const history = await ask('GET', '/v1/instances/http-1/history');
    const types = (history.body.events as { type: string }[]).map((event) => event.type);
    expect(types[0]).toBe('SagaStarted');
    expect(types.at(-1)).toBe('SagaCompleted');
  });

  it('J1 attaches to the same workflowId, first input wins, and says so', async () => {
    await start({ workflowId: 'http-2', input: shop.order('http-2', { total: 1_500 }) });

    expect(await start({ workflowId: 'http-2', input: shop.order('other') })).toEqual({
      status: 202,
      body: { workflowId: 'http-2', run: 0, attached: true },
    });
    expect(await start({ workflowId: 'http-2', input: shop.order('other'), onExisting: 'reject' })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_STARTED' },
    });
  });

  it('shows what an instance waits for, passes a signal on, and cancels another', async () => {
    await shop.feed.event('http-2', 'TimerStarted');
    const waiting = await lookUpWhen('http-2', 'running');
    expect((waiting.body.waitingFor as { kind: string }[]).length).toBeGreaterThan(0);
    expect((await ask('POST', '/v1/instances/http-2/signals/approve', { payload: { by: 'ana' } })).status).toBe(202);
    await lookUpWhen('http-2', 'completed');

    await start({ workflowId: 'http-3', input: shop.order('http-3', { total: 1_500 }) });
    await shop.feed.event('http-3', 'TimerStarted');
    expect((await ask('POST', '/v1/instances/http-3/cancel', { reason: 'enough' })).status).toBe(202);
    const canceled = await lookUpWhen('http-3', 'compensated');
    expect(canceled.body.cause).toBe('cancel');
  });

  it('makes a workflowId where none is given', async () => {
    const { body } = await start({ input: shop.order('anonymous') });

    expect(body.workflowId).toEqual(expect.any(String));
  });

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['an unknown saga', () => ask('POST', '/v1/sagas/nobody', { input: {} }), 404, 'UNKNOWN_SAGA'],
    ['an input that does not fit', () => start({ input: { orderId: 7 } }), 400, 'INVALID_INPUT'],
    ['malformed JSON', () => start('{"input":'), 400, 'INVALID_INPUT'],
    ['an input that is too large', () => start({ input: { orderId: 'x'.repeat(300_000) } }), 413, 'PAYLOAD_TOO_LARGE'],
    ['an instance that is not there', () => ask('GET', '/v1/instances/ghost'), 404, 'NOT_FOUND'],
    [
      'a signal to nobody',
      () => ask('POST', '/v1/instances/ghost/signals/approve', { payload: { by: 'a' } }),
      404,
      'NOT_FOUND',
    ],
    ['a cancel of nobody', () => ask('POST', '/v1/instances/ghost/cancel', {}), 404, 'NOT_FOUND'],
    [
      'an instance of another tenant',
      () => ask('GET', '/v1/instances/http-1', undefined, { 'skald-namespace': 'others' }),
      404,
      'NOT_FOUND',
    ],
  ])('%s is refused with a code', async (_, call, status, code) => {
    const answer = await call();

    expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) } });
  });

  it('names the place of a bad input', async () => {
    const { body } = await start({ input: { ...shop.order('x'), total: 'much' } });

    expect(body.path).toBe('/input/total');
  });

  it('R3 [sigterm] every process drains and ends with 0', async () => {
    const codes = await Promise.all(shop.processes.map((running) => running.stop()));

    expect(codes).toEqual([0, 0, 0]);
  }, 40_000);
});
