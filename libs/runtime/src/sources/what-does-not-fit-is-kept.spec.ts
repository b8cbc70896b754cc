import { describe, expect, it } from '@jest/globals';

import { shop } from '../coordinator/spec/shop.for-spec.js';
import { ExistingTopics, orders } from './rig.for-spec.js';
import type { Source } from './source.js';
import { startsFrom } from './source.js';

type Loose = { readonly id?: unknown; readonly total?: unknown };

const loose = startsFrom('orders.placed', shop.contract, (event: Loose) => ({
  workflowId: event.id as string,
  input: { total: event.total as number },
}));
const throwing = startsFrom('orders.placed', shop.contract, (event: { lines: { sku: string }[] }) => ({
  workflowId: event.lines[0]!.sku,
  input: { total: 1 },
}));
const asynchronous = startsFrom('orders.placed', shop.contract, (async (event: { id: string }) => ({
  workflowId: event.id,
  input: { total: 1 },
})) as never);

/** A map that says something more than the compiler would let it. */
function saying(words: Readonly<Record<string, unknown>>): Source {
  return startsFrom('orders.placed', shop.contract, (event: { id: string; total: number }) => ({
    ...{ workflowId: event.id, input: { total: event.total } },
    ...words,
  }));
}

const placed = { id: 'o-1', total: 5 };

describe('a record that becomes no request', () => {
  it.each<[string, Source, unknown, string, RegExp]>([
    ['is not JSON', loose, '{"id":', 'NOT_JSON', /the value is not JSON/],
    ['does not fit the schema', orders, { id: 'o-1' }, 'INVALID_MESSAGE', /\/total/],
    ['has no value, where the schema wants one', orders, null, 'INVALID_MESSAGE', /start\.shop/],
    ['makes the map throw', throwing, { lines: [] }, 'MAPPING_FAILED', /TypeError/],
    ['gives no workflowId', loose, { total: 5 }, 'MAPPING_FAILED', /no workflowId/],
    ['gives a workflowId that is none', loose, { id: 'a/b', total: 5 }, 'MAPPING_FAILED', /workflowId is not/],
    ['gives an empty workflowId', loose, { id: '', total: 5 }, 'MAPPING_FAILED', /workflowId is not/],
    ['gives an input that does not fit', loose, { id: 'o-1', total: 'five' }, 'INVALID_INPUT', /\/input\/total/],
    ['gives a delay that is none', saying({ delay: 'soon' }), placed, 'INVALID_INPUT', /\/delay "soon" is not a dur/],
    ['gives a delay without unit', saying({ delay: 5 }), placed, 'INVALID_INPUT', /\/delay 5 is not a duration/],
    ['gives a delay below nothing', saying({ delay: '-1s' }), placed, 'INVALID_INPUT', /\/delay "-1s" is not a dur/],
    ['gives a time-out that is none', saying({ timeout: '1 week' }), placed, 'INVALID_INPUT', /\/timeout "1 week"/],
    ['gives no time at all', saying({ timeout: '0s' }), placed, 'INVALID_INPUT', /\/timeout "?0s/],
    ['gives a flawed attribute', saying({ attributes: { 'a/b': {} } }), placed, 'INVALID_INPUT', /\/attributes\/a~1b/],
    ['has a map that gives a promise', asynchronous, { id: 'o-1' }, 'MAPPING_FAILED', /a map is synchronous/],
  ])('because it %s, goes to the dead letters, and the next is taken', async (_, source, value, reason, detail) => {
    const topics = await new ExistingTopics().open([source, { ...orders, name: 'next' }]);
    await topics.publish('orders.placed', 'k', value);
    await topics.publish('orders.placed', 'k', { id: 'next', total: 5 });
    const ofSource = topics.reasons.filter((letter) => letter.detail.startsWith(`${source.name}: `));
    expect(ofSource[0]).toEqual({ reason, detail: expect.stringMatching(detail) });
    expect(await topics.world.status('next')).toBe('completed');
    expect(topics.sources.health()).toMatchObject({ ready: true, waiting: 0 });
  });

  it('keeps its bytes, its key and where it stood', async () => {
    const topics = await new ExistingTopics().open([loose]);
    await topics.publish('orders.placed', 'k-1', 'no json', { tenant: 'blue' });
    const [letter] = topics.deadLetters;
    const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString();
    expect(letter!.topic).toBe('orders.placed.dlq');
    expect([text(letter!.key), text(letter!.value), text(letter!.headers['tenant'])]).toEqual([
      'k-1',
      'no json',
      'blue',
    ]);
    expect(text(letter!.headers['skald_dlq_topic'])).toBe('orders.placed');
    expect(text(letter!.headers['skald_dlq_offset'])).toBe('0');
  });

  it('goes there when its input is too large', async () => {
    const wide = startsFrom('orders.placed', shop.contract, (event: { id: string }) => ({
      workflowId: event.id,
      input: { total: 1, note: 'x'.repeat(1_000) },
    }));
    const topics = await new ExistingTopics().open([wide], { payloadBytes: 500 });
    await topics.publish('orders.placed', 'k', { id: 'o-1' });
    expect(topics.reasons).toEqual([{ reason: 'OVERSIZE', detail: expect.stringMatching(/over 500 bytes/) }]);
  });
});

describe('a source', () => {
  const map = () => undefined;

  it.each([
    ['the name of no topic', () => startsFrom('orders placed', shop.contract, map)],
    ['a namespace that is none', () => startsFrom('orders', shop.contract, map, { namespace: 'A B' })],
    ['a name that is none', () => startsFrom('orders', shop.contract, map, { name: 'a b' })],
    ['too long a place', () => startsFrom('o'.repeat(249), shop.contract, map)],
  ])('is refused with %s', (_, make) => {
    expect(make).toThrow(TypeError);
  });
});
