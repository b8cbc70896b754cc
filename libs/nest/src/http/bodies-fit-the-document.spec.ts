import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { misfitOfAnswer, misfitOfBody } from './document-fit.for-spec.js';
import { fresh, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';

let gateway: OpenGateway;

const input = { name: 'ana' };
const payload = { by: 'bob' };
const long = (count: number) => 'x'.repeat(count);

/** What stands on the left is accepted, what stands on the right is not. */
const bodies: Readonly<Record<string, readonly [good: readonly object[], bad: readonly object[]]>> = {
  '/v1/sagas/waiting': [
    [
      { input },
      { input, version: 1, timeoutMs: 60_000, delayMs: 0, onExisting: 'attach', requestId: 'r' },
      { input, attributes: { customer: 'c-7', vip: true, age: 7 }, unheardOf: { later: 1 } },
    ],
    [
      { input, version: 0 },
      { input, version: '1' },
      { input, timeoutMs: 0.5 },
      { input, delayMs: -1 },
      { input, onExisting: 'replace' },
      { input, attributes: { tags: ['a'] } },
      { input, attributes: 'none' },
      { input, workflowId: 'a/b' },
      { input, workflowId: 7 },
      { input, requestId: '' },
    ],
  ],
  '/v1/instances/ID/signals/go': [
    [{ payload }, { payload, signalId: 's-1' }, { payload, start: { saga: 'waiting', input } }],
    [
      { payload, signalId: 7 },
      { payload, start: { input } },
      { payload, start: { saga: 'no saga', input } },
      { payload, start: 'waiting' },
      { payload, start: { saga: 'waiting', input, delayMs: '1' } },
    ],
  ],
  '/v1/instances/ID/cancel': [
    [{}, { reason: 'r', actor: 'ana', compensate: false }],
    [{ compensate: 'yes' }, { reason: long(4_097) }, { actor: '' }],
  ],
  '/v1/instances/ID/terminate': [
    [{}, { reason: 'r' }],
    [{ reason: 7 }, { actor: long(257) }],
  ],
  '/v1/instances/ID/pause': [[{}, { actor: 'ana' }], [{ reason: null }]],
  '/v1/instances/ID/retry': [[], [{ activityId: 'a:b' }, { run: -1 }, { operation: 'undo' }, { run: 'first' }]],
  '/v1/instances/ID/activities/x/complete': [
    [{}, { output: { any: ['thing'] } }, { run: 0, operation: 'execute', attempt: 2 }],
    [{ attempt: 'two' }, { attempt: 0 }, { operation: 'undo' }, { run: -1 }],
  ],
  '/v1/instances/ID/activities/x/fail': [
    [
      { type: 'T', message: 'm', attempt: 1 },
      { type: 'T', attempt: 1, details: [1], retryable: false, retryAfterMs: 0, effect: 'none' },
    ],
    [
      { message: 'm', attempt: 1 },
      { type: '', message: 'm', attempt: 1 },
      { type: 'T', message: 7, attempt: 1 },
      { type: 'T', attempt: 1, retryable: 'no' },
      { type: 'T', attempt: 1, retryAfterMs: -5 },
      { type: 'T', attempt: 1, effect: 'some' },
    ],
  ],
};

const cases = Object.entries(bodies).flatMap(([path, [good, bad]]) => [
  ...good.map((body) => [path, body, true] as const),
  ...bad.map((body) => [path, body, false] as const),
]);

describe('the OpenAPI document', () => {
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.application.close());

  it.each(cases)('judges a body of %s as HTTP does: %j is accepted: %s', async (path, body, accepted) => {
    const id = fresh();
    if (path.includes('ID')) await gateway.post('/v1/sagas/waiting', { workflowId: id, input });
    const { status } = await gateway.post(path.replace('ID', id), body);
    expect({ status, misfit: misfitOfBody('POST', path, body) === undefined }).toEqual(
      accepted ? { status: 202, misfit: true } : { status: 400, misfit: false },
    );
  });

  it('sees an answer that is not as described', () => {
    const answer = { workflowId: 'w', run: 0, attached: false };
    expect(misfitOfAnswer('POST', '/v1/sagas/waiting', 202, answer)).toBeUndefined();
    expect(misfitOfAnswer('POST', '/v1/sagas/waiting', 202, { ...answer, run: '0' })).toContain('/run must be number');
    expect(misfitOfAnswer('POST', '/v1/sagas/waiting', 418, answer)).toContain('418');
    expect(misfitOfAnswer('PUT', '/v1/sagas/waiting', 200, answer)).toContain('not described');
  });
});
