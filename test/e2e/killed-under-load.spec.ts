import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { Shop } from './system/shop.ts';

const reason = await missing('kafka', 'ferretdb');
const withServers = reason === undefined ? describe : describe.skip;

/** What an order asks for, how it must end, and how many effects are effective then. */
const kinds = [
  { order: { card: '4000000000000002' }, end: 'SagaCompensated', effective: 2 },
  { order: {}, end: 'SagaCompleted', effective: 4 },
  { order: { total: 1_500 }, end: 'SagaCompleted', effective: 4 },
] as const;

withServers('two coordinators and two workers, killed one after the other under load', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  }, 60_000);
  afterAll(() => shop?.close());

  it('K9 every saga ends right, no effect is effective twice, no turn is missing', async () => {
    const [coordinator, other, worker] = await Promise.all([
      shop.start('coordinator'),
      shop.start('coordinator'),
      shop.start('worker'),
      shop.start('worker'),
    ]);
    const orders = Array.from({ length: 150 }, (_, i) => ({ id: `load-${i}`, kind: kinds[i % kinds.length]! }));
    const restarts: Promise<unknown>[] = [];
    for (const [i, { id, kind }] of orders.entries()) {
      await shop.begin(id, kind.order);
      const approval = { type: 'signal', name: 'approve', signalId: 'one', payload: { by: 'ana' } };
      if (kind === kinds[2]) await shop.send('saga.requests', id, approval);
      if (i === 40) restarts.push(coordinator.kill9().then(() => shop.start('coordinator')));
      if (i === 80) restarts.push(worker.kill9().then(() => shop.start('worker')));
      if (i === 110) restarts.push(other.kill9());
    }
    await Promise.all(restarts);
    await Promise.all(orders.map(({ id, kind }) => shop.feed.event(id, kind.end)));

    const wrong: string[] = [];
    for (const { id, kind } of orders) {
      const keys = await shop.effectKeys(id);
      if (keys.length !== kind.effective) wrong.push(`${id}: ${keys.join(' ')}`);
      shop.feed.turns(id).forEach((turn, i) => turn.seq === i || wrong.push(`${id}: turn ${i} is missing`));
    }
    expect(wrong).toEqual([]);
    expect(shop.feed.records.filter((record) => record.topic.endsWith('.dlq'))).toEqual([]);
  }, 180_000);
});
