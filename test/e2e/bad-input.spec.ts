import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { Shop } from './system/shop.ts';
import { text } from './system/event-feed.ts';

const reason = await missing('kafka', 'ferretdb');
const withServers = reason === undefined ? describe : describe.skip;

const started = { type: 'start', saga: 'order-checkout' };

withServers('bad input on every topic', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
    await Promise.all([shop.start('coordinator'), shop.start('worker')]);
  }, 60_000);
  afterAll(() => shop.close());

  /** The partition moved on: an instance that lives on it runs to its end. */
  async function goesOn(workflowId: string): Promise<void> {
    await shop.begin(workflowId);
    await shop.feed.event(workflowId, 'SagaCompleted');
  }

  it.each<[string, string, string, unknown, string]>([
    ['not JSON', 'saga.requests', 'bad-1', '{"type":', 'NOT_JSON'],
    ['another key', 'saga.requests', 'bad-2', { ...started, workflowId: 'bad-3', input: {} }, 'KEY_MISMATCH'],
    ['an unknown type', 'saga.requests', 'bad-4', { type: 'dance' }, 'INVALID_MESSAGE'],
    ['a result that is not JSON', 'saga.results', 'bad-5', 'nope', 'NOT_JSON'],
    [
      'a result for nobody',
      'saga.results',
      'bad-6',
      {
        type: 'completed',
        namespace: 'default',
        workflowId: 'bad-6',
        run: 0,
        activityId: 'x',
        operation: 'execute',
        attempt: 1,
        output: 1,
      },
      'UNKNOWN_INSTANCE',
    ],
    ['a command that is not JSON', 'saga.commands.payments', 'bad-7:charge', '[', 'NOT_JSON'],
  ])('%s goes to the dead letters as it came', async (_, topic, key, value, code) => {
    await shop.send(topic, key, value);
    const letter = await shop.feed.until((records) =>
      records.find((r) => r.topic === `${topic}.dlq` && text(r.key) === key),
    );

    expect(text(letter.headers.skald_dlq_reason)).toBe(code);
    expect(text(letter.value)).toBe(typeof value === 'string' ? value : JSON.stringify(value));
    await goesOn(`${key.split(':')[0]}-good`);
  });

  it.each<[string, string, unknown, string]>([
    ['an unknown saga', 'ref-1', { type: 'start', saga: 'nobody', input: {} }, 'UNKNOWN_SAGA'],
    ['an input that does not fit', 'ref-2', { ...started, input: { orderId: 7 } }, 'INVALID_INPUT'],
    [
      'an input that is too large',
      'ref-3',
      { ...started, input: { orderId: 'x'.repeat(300_000) } },
      'PAYLOAD_TOO_LARGE',
    ],
    ['a signal to nobody', 'ref-4', { type: 'signal', name: 'approve', payload: { by: 'a' } }, 'NOT_FOUND'],
    [
      '__proto__ in the input',
      'ref-5',
      `{"type":"start","saga":"order-checkout","input":{"__proto__":{"total":1}}}`,
      'INVALID_INPUT',
    ],
  ])('%s is refused visibly and leaves no history', async (_, key, value, code) => {
    await shop.send('saga.requests', key, value);
    const reply = await shop.feed.until((records) =>
      records.find((r) => r.topic === 'saga.replies' && text(r.key) === key && text(r.value).includes('rejected')),
    );

    expect(JSON.parse(text(reply.value))).toMatchObject({ type: 'rejected', workflowId: key, code });
    expect(await shop.journal(key)).toEqual([]);
    await goesOn(`${key}-good`);
  });
});
