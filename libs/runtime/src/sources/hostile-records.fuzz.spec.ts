import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';

import { hold } from '../../../../test/hostile/hold.for-spec.js';
import { records } from '../../../../test/hostile/records.for-spec.js';
import { approve, shop } from '../coordinator/spec/shop.for-spec.js';
import { decodeRequest } from '../messages/decode-request.js';
import { incoming } from '../messages/incoming.for-spec.js';
import { requestOfRecord } from './request-of-record.js';
import type { StartOfRecord } from './source.js';
import { signalsFrom, startsFrom } from './source.js';

interface Event {
  readonly id: string;
  readonly total: number;
}

/** An event that is what it would have our coordinator believe. */
const events = [
  { id: 'order-42', total: 10 },
  { id: 'order-42', workflowId: 'order-42', input: { total: 10 }, payload: { by: 'ana' } },
  {
    ...{ workflowId: 'order-42', input: { total: 10 }, version: 1, timeout: '5s', delay: '1s', onExisting: 'attach' },
    ...{ attributes: { tier: 'a' }, type: 'start', saga: 'other', namespace: 'acme', replyTo: 'saga.replies' },
    parent: { workflowId: 'trip-7', run: 0, childId: 'hotel', attempt: 1 },
  },
];

const asItIs = (event: unknown) => event as StartOfRecord<{ total: number }>;
const byId = ({ id, total }: Event) => ({ workflowId: id, input: { total } });
const options = { namespace: 'blue' };
const sources = [
  startsFrom('orders.placed', shop.contract, byId, { ...options, name: 'loose' }),
  startsFrom('orders.placed', shop.contract, byId, {
    ...options,
    name: 'checked',
    schema: z.object({ id: z.string(), total: z.number() }),
  }),
  startsFrom('orders.placed', shop.contract, asItIs, { ...options, name: 'as-it-is' }),
  signalsFrom(
    'orders.placed',
    approve,
    (event) => event as unknown as { workflowId: string; payload: { by: string } },
    options,
  ),
];

const place = { payloadBytes: 256 * 1024 };

describe('hostile records of a topic that belongs to others', () => {
  it('become requests of the source alone, or are kept with a reason in few words (V7)', () => {
    const seen = new Set<string>();
    const drawn = fc.tuple(fc.constantFrom(...sources), records({ topic: 'orders.placed', keys: ['k'] }, ...events));
    hold(10_000, drawn, ([source, record]) => {
      const made = requestOfRecord(source, record, place);
      seen.add(made.kind);
      if (made.kind === 'unfit' && (made.detail === '' || made.detail.length > 4_096)) throw new Error(made.detail);
      if (made.kind !== 'request') return;
      const decoded = decodeRequest(incoming(made.value, { key: made.workflowId }));
      if (decoded.kind !== 'message') throw new Error(`the coordinator would not read ${made.value}`);
      const { namespace, type, replyTo, workflowId } = decoded.message;
      const said = { namespace, type, replyTo, workflowId, parent: 'parent' in decoded.message };
      const type_ = source.kind === 'start-source' ? 'start' : 'signal';
      if (
        JSON.stringify(said) !==
        JSON.stringify({ namespace: 'blue', type: type_, workflowId: made.workflowId, parent: false })
      )
        throw new Error(`an event said more than its map may: ${made.value}`);
    });
    expect([...seen].sort()).toEqual(['request', 'unfit']);
  });

  it('are not quoted at length, in the log neither', () => {
    const record = incoming({ id: 'x'.repeat(300_000), total: 'ten' }, { topic: 'orders.placed' });
    const made = requestOfRecord(sources[0]!, record, place);
    expect(made.kind === 'unfit' && made.detail.length).toBe(1_024);
  });

  it('do not make the coordinator answer whom they name: a parent, a topic of replies, another namespace', () => {
    const made = requestOfRecord(sources[2]!, incoming(events[2]!, { topic: 'orders.placed' }), place);
    if (made.kind !== 'request') throw new Error(made.kind);
    expect(JSON.parse(made.value)).toEqual({
      ...{ type: 'start', saga: 'shop', namespace: 'blue', workflowId: 'order-42', requestId: expect.any(String) },
      ...{ input: { total: 10 }, version: 1, timeoutMs: 5_000, delayMs: 1_000, onExisting: 'attach' },
      attributes: { tier: 'a' },
    });
  });

  it.each<[string, () => never]>([
    ['an object without prototype', () => thrown(Object.create(null))],
    ['a symbol', () => thrown(Symbol('s'))],
    ['nothing', () => thrown(undefined)],
    ['a bigint', () => thrown(1n)],
    ['what throws when it is read', () => thrown({ toString: () => thrown('again') })],
  ])('P6 are kept when their map throws %s', (_, map) => {
    const source = startsFrom('orders.placed', shop.contract, map);
    expect(requestOfRecord(source, incoming({}, { topic: 'orders.placed' }), place)).toEqual({
      ...{ kind: 'unfit', reason: 'MAPPING_FAILED' },
      detail: expect.stringMatching(/./),
    });
  });

  it('are kept when their map is asynchronous, and its failure ends no process', async () => {
    const stray: unknown[] = [];
    const keep = (reason: unknown) => void stray.push(reason);
    process.on('unhandledRejection', keep);
    const map = (async () => thrown(new Error('late'))) as unknown as typeof byId;
    const source = startsFrom('orders.placed', shop.contract, map);
    expect(requestOfRecord(source, incoming({}, { topic: 'orders.placed' }), place)).toMatchObject({
      detail: 'TypeError: the map gave a promise: a map is synchronous',
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', keep);
    expect(stray).toEqual([]);
  });
});

function thrown(value: unknown): never {
  throw value;
}
