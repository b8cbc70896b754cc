import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approve } from '@skald/order-checkout';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { misfit } from './fit.for-spec.ts';
import { watchedCheckout } from './watched-checkout.for-spec.ts';

const root = join(import.meta.dirname, '..', '..');

function schemaOf(topic: string): string | undefined {
  if (topic.startsWith('saga.commands.')) return 'command';
  return {
    'saga.requests': 'request',
    'saga.results': 'result',
    'saga.events': 'event-record',
    'saga.replies': 'reply',
  }[topic];
}

let checkout: Awaited<ReturnType<typeof watchedCheckout>>;
const instances = ['completed', 'declined', 'approved', 'canceled', 'operated', 'refused'];

beforeAll(async () => {
  checkout = await watchedCheckout();
  const { client, clock, settled, start } = checkout;
  await start('completed');
  await start('declined', { card: '4000000000000002' });
  const approved = await start('approved', { total: 5_000 });
  await settled(approved.signal(approve, { by: 'ana' }));
  const canceled = await start('canceled', { total: 5_000 });
  await settled(canceled.cancel({ reason: 'the customer called' }));
  const operated = await start('operated', { total: 5_000 });
  for (const type of ['pause', 'resume', 'terminate'] as const) {
    await settled(client.request({ type, workflowId: operated.workflowId, reason: 'an audit', actor: 'ana' }));
  }
  await start('refused', { lines: [{ sku: 'SOLD-OUT', quantity: 1 }] });
  const nobody = settled(client.request({ type: 'cancel', workflowId: 'nobody' }));
  await expect(nobody).rejects.toThrow();
  await clock.advance(60_000);
});

afterAll(() => checkout.close());

describe('what the example sends', () => {
  it.each(['request', 'command', 'result', 'event-record', 'reply'])('fits the schema of every %s', (schema) => {
    const sent = checkout.published.filter(({ topic }) => schemaOf(topic) === schema);
    expect(sent.length).toBeGreaterThan(5);
    const misfits = sent.map(({ value }) => misfit(schema, JSON.parse(String(value))));
    expect(misfits.filter((found) => found !== undefined)).toEqual([]);
  });

  it.each(instances)('is journalled in turns that fit: %s', async (workflowId) => {
    const turns = await checkout.history(workflowId);
    expect(turns.length).toBeGreaterThan(0);
    expect(turns.map((turn) => misfit('turn', turn)).filter((found) => found !== undefined)).toEqual([]);
  });

  it('is all described, domain events apart', () => {
    const others = new Set(
      checkout.published.map(({ topic }) => topic).filter((topic) => schemaOf(topic) === undefined),
    );
    expect([...others]).toEqual(['orders.placed']);
  });
});

describe('recorded histories', () => {
  const files = globSync(['sagas/*/histories/*.json', 'test/replay/**/*.json'], { cwd: root });

  it('fit', () => {
    const misfits = files.flatMap((file) => {
      const { turns } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { turns: unknown[] };
      return turns.map((turn) => misfit('turn', turn)).map((found) => found && `${file}: ${found}`);
    });
    expect(misfits.filter((found) => found !== undefined)).toEqual([]);
  });
});
