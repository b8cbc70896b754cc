import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

let gateway: OpenGateway;

const asked = encodeURIComponent('people.ask#1');
const waits = (attempt: number) => (answer: Answer) => {
  const [first] = (answer.body['waitingFor'] ?? []) as { kind: string; attempt?: number; until?: string }[];
  return first?.kind === 'activity' && first.attempt === attempt && first.until === undefined;
};

async function asking(): Promise<string> {
  const id = fresh();
  await gateway.post('/v1/sagas/asking', { workflowId: id, input: 'well?' });
  await gateway.until(`/v1/instances/${id}`, waits(1));
  return id;
}

describe('an activity that was handed over, over HTTP', () => {
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.application.close());

  it('is completed by whoever knows what it gave', async () => {
    const id = await asking();
    expect(await gateway.post(`/v1/instances/${id}/activities/${asked}/complete`, { output: { said: 'yes' } })).toEqual(
      {
        status: 202,
        body: { workflowId: id, run: 0, activityId: 'people.ask#1', operation: 'execute', attempt: 1 },
      },
    );
    const ended = await gateway.until(`/v1/instances/${id}`, ({ body }) => body['status'] === 'completed');
    expect(ended.body).toMatchObject({ output: 'yes' });
  });

  it('fails in its present attempt, which need not be said', async () => {
    const id = await asking();
    const failure = { type: 'Asleep', message: 'nobody is in' };
    const first = await gateway.post(`/v1/instances/${id}/activities/${asked}/fail`, failure);
    expect(first).toMatchObject({ status: 202, body: { attempt: 1 } });
    await gateway.until(`/v1/instances/${id}`, waits(2));
    const second = await gateway.post(`/v1/instances/${id}/activities/${asked}/fail`, failure);
    expect(second).toMatchObject({ status: 202, body: { attempt: 2 } });
    const ended = await gateway.until(`/v1/instances/${id}`, ({ body }) => body['status'] === 'failed');
    expect(ended.body).toMatchObject({ error: { type: 'Asleep' } });
    expect(await gateway.post(`/v1/instances/${id}/activities/${asked}/complete`, {})).toMatchObject({
      status: 409,
      body: { code: 'CLOSED' },
    });
  });

  it('J7 is not settled by an answer to an earlier life of the workflowId, where that says of when it is', async () => {
    const id = await asking();
    const path = `/v1/instances/${id}/activities/${asked}/complete`;
    const long = { output: { said: 'stale' }, scheduledAt: '2001-01-01T00:00:00.000Z' };
    expect(await gateway.post(path, long)).toMatchObject({ status: 202 });
    const now = new Date().toISOString();
    await gateway.post(path, { output: { said: 'fresh' }, scheduledAt: now });
    const ended = await gateway.until(`/v1/instances/${id}`, ({ body }) => body['status'] === 'completed');
    expect(ended.body).toMatchObject({ output: 'fresh' });
  });

  it.each([
    ['ID/activities/x/complete', { scheduledAt: 'yesterday' }, 400, 'INVALID_INPUT', '/scheduledAt'],
    ['nobody/activities/x/complete', {}, 404, 'NOT_FOUND', undefined],
    ['ID/activities/a%2Fb/complete', {}, 400, 'INVALID_INPUT', '/activityId'],
    ['ID/activities/other/fail', { type: 'T', message: 'm' }, 400, 'INVALID_INPUT', '/attempt'],
    ['ID/activities/other/fail', { type: '', message: 'm', attempt: 1 }, 400, 'INVALID_INPUT', '/error/type'],
    ['ID/activities/x/complete', { attempt: 'two' }, 400, 'INVALID_INPUT', '/attempt'],
    ['ID/activities/x/complete', { operation: 'undo' }, 400, 'INVALID_INPUT', '/operation'],
    ['ID/activities/x/complete', { output: 'x'.repeat(300_000) }, 413, 'PAYLOAD_TOO_LARGE', undefined],
  ])('refuses %s with %j', async (path, body, status, code, pointer) => {
    const id = await asking();
    const answer = await gateway.post(`/v1/instances/${path.replace('ID', id)}`, body);
    expect(answer).toMatchObject({ status, body: { code, ...(pointer !== undefined && { path: pointer }) } });
  });
});
