import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordingLog } from '@skald/testing';
import { drawn, hold, mustBeUntouched } from '../../../../test/hostile/hold.for-spec.js';
import { jsonText, words } from '../../../../test/hostile/json-text.for-spec.js';
import { goodRequests, goodResults } from '../../../../test/hostile/messages.for-spec.js';
import { mutated } from '../../../../test/hostile/mutation.for-spec.js';
import { inMemory } from '../in-memory.for-spec.js';
import { type Answer, openGateway, type OpenGateway } from './gateway-rig.for-spec.js';
import { HttpRefusal } from './http-refusal.js';
import { readHistoryQuery, readListQuery } from './list-query.js';
import { requestOfBody } from './request-of-body.js';

const route = { type: 'start', namespace: 'default', workflowId: 'order-42', requestId: 'r-1', saga: 'shop' } as const;
const bodies = mutated(...goodRequests);

/** What a body parser would hand over. */
function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function refusalOf(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal && error.message.length < 4_096 && (error.path ?? '').length < 4_096) return error;
  throw error;
}

describe('a hostile body', () => {
  it('is a request to what its route names, or is refused with its place', () => {
    const seen = new Set<string>();
    hold(6_000, bodies, (text) => {
      const body = parsed(text);
      if (body === undefined) return;
      try {
        const { namespace, workflowId, type } = requestOfBody(route, body);
        if (`${type} ${namespace}/${workflowId}` !== 'start default/order-42') throw new Error(text);
        seen.add('request');
      } catch (error) {
        seen.add(refusalOf(error).code);
      }
    });
    expect([...seen]).toEqual(expect.arrayContaining(['INVALID_INPUT', 'request']));
  });
});

describe('a hostile query', () => {
  const names = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('saga', 'status', 'cursor', 'limit', 'after', 'attributes.tier', 'attributes.'),
    },
    { weight: 1, arbitrary: fc.constantFrom(...words) },
  );
  const values = fc.oneof(
    fc.constantFrom<unknown>(
      'running',
      '5',
      '200',
      '201',
      { $gt: '' },
      ['a', 'b'],
      [],
      { __proto__: null, $ne: '1' },
      undefined,
    ),
    jsonText,
    fc.constantFrom(...words),
  );
  const queries = fc.array(fc.tuple(names, values), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));

  it('asks with texts, numbers and booleans, or is refused with the parameter', () => {
    let read = 0;
    hold(6_000, queries, (query) => {
      for (const reading of [() => readListQuery('default', query).filter, () => readHistoryQuery(query)]) {
        try {
          const filter = reading();
          for (const value of leaves(filter)) {
            if (!['string', 'number', 'boolean'].includes(typeof value)) throw new Error(JSON.stringify(query));
          }
          if ('namespace' in filter && filter.namespace !== 'default') throw new Error(JSON.stringify(query));
          read += 1;
        } catch (error) {
          refusalOf(error);
        }
      }
    });
    expect(read).toBeGreaterThan(500);
  });
});

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

describe('a gateway that is called with hostile bodies, ids and queries', () => {
  const adapters = inMemory();
  const log = recordingLog();
  let gateway: OpenGateway;
  beforeAll(async () => {
    gateway = await openGateway({ log }, adapters);
  });
  afterAll(() => gateway.application.close());

  const id = fc
    .oneof(
      { weight: 2, arbitrary: fc.constant('order-42') },
      { weight: 1, arbitrary: fc.constantFrom(...words.filter((word) => word !== '' && word.isWellFormed())) },
    )
    .map(encodeURIComponent);
  const path = fc
    .tuple(id, id, fc.constantFrom('start', 'cancel', 'signal', 'retry', 'pause', 'resume', 'complete', 'fail'))
    .map(([one, other, verb]) => {
      if (verb === 'start') return `/v1/sagas/${other === 'order-42' ? 'waiting' : other}`;
      if (verb === 'signal') return `/v1/instances/${one}/signals/${other === 'order-42' ? 'go' : other}`;
      if (verb === 'complete' || verb === 'fail') return `/v1/instances/${one}/activities/${other}/${verb}`;
      return `/v1/instances/${one}/${verb}`;
    });

  it('answers each with a code below 500 and as the document says, logs no failure, and serves who comes after', async () => {
    const statuses = new Map<number, number>();
    const count = ({ status, body }: Answer): void => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(JSON.stringify(body)).not.toMatch(/node_modules|\bat [A-Z]\w+\./);
    };
    const bodiesHere = fc.oneof(mutated(...goodRequests, ...goodResults), jsonText);
    for (const [where, body] of drawn(600, fc.tuple(path, bodiesHere))) count(await gateway.post(where, body));
    const query = fc.tuple(
      fc.constantFrom(
        'saga',
        'status',
        'cursor',
        'limit',
        'attributes.a',
        'saga[$gt]',
        '__proto__[x]',
        'constructor[prototype][x]',
      ),
      fc.constantFrom(...words.filter((word) => word.isWellFormed())),
    );
    for (const [name, value] of drawn(200, query)) {
      count(await gateway.call(`/v1/instances?${encodeURIComponent(name)}=${encodeURIComponent(value)}`));
      count(await gateway.call(`/v1/instances?${name}=${encodeURIComponent(value)}`));
    }
    mustBeUntouched();

    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(log.entries.filter(({ level }) => level === 'error')).toEqual([]);
    const good = await gateway.post('/v1/sagas/waiting', { workflowId: 'after-all', input: { name: 'ana' } });
    expect(good).toMatchObject({ body: { workflowId: 'after-all', attached: false } });
  });

  it.each(['{"$gt":""}', '{"$ne":null}', '[]', '{"__proto__":{}}'])(
    'takes no operator for an id or an attribute: %s is refused, and matches nothing',
    async (operator) => {
      await gateway.post('/v1/sagas/waiting', {
        workflowId: 'secret',
        input: { name: 'ana' },
        attributes: { tier: 'a' },
      });
      const refused = await gateway.post('/v1/sagas/waiting', `{"workflowId":${operator},"input":{"name":"ana"}}`);
      expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', path: '/workflowId' } });
      const attribute = await gateway.post(
        '/v1/sagas/waiting',
        `{"input":{"name":"ana"},"attributes":{"tier":${operator}}}`,
      );
      expect(attribute).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
      expect(attribute.body['path']).toMatch(/^\/attributes\/tier/);
      const found = await gateway.call(`/v1/instances?attributes.tier=${encodeURIComponent(operator)}`);
      expect(found).toEqual({ status: 200, body: { instances: [] } });
      const nested = await gateway.call(`/v1/instances?attributes.tier[$gt]=`);
      expect(nested).toEqual({ status: 200, body: { instances: [] } });
    },
  );
});
