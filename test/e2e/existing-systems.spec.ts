import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { haveKcat, kcat } from '../strangers/kcat.ts';
import { havePython, python } from '../strangers/python.ts';
import { describeWith } from '../strangers/skip.ts';
import type { Running } from '../strangers/stranger.ts';
import { Shop } from './system/shop.ts';

const reason = await missing('kafka', 'ferretdb');
const withStrangers = reason === undefined ? await describeWith(haveKcat, havePython) : describe.skip;

const modules = { SKALD_MODULES: '@skald/order-checkout,./test/e2e/child/shop-topics.ts' };

withStrangers('systems that are there already', () => {
  let shop: Shop;
  let bank: Running | undefined;

  beforeAll(async () => {
    shop = await Shop.open();
    await shop.bus.createTopics(['shop.orders', 'bank.requests'].map((topic) => ({ topic, partitions: 2 })));
  }, 60_000);
  afterAll(async () => {
    bank?.stop();
    await bank?.ended.catch(() => undefined);
    await shop?.close();
  });

  const place = (...orders: readonly string[]) =>
    kcat(
      ['-P', '-b', shop.kafka.brokers, '-t', 'shop.orders', '-K='],
      orders.map((id) => `${id}=${JSON.stringify(shop.order(id))}\n`).join(''),
    );

  it('start a saga for each record of their topic, once, although the coordinator is killed in between', async () => {
    const orders = Array.from({ length: 40 }, (_, i) => `existing-${i}`);
    const worker = await shop.start('worker');
    const dying = await shop.start('coordinator', modules);
    await place(...orders.slice(0, 30));
    await shop.feed.event('existing-0', 'SagaStarted');
    await dying.kill9();
    await place(...orders.slice(30));
    const coordinator = await shop.start('coordinator', modules);

    await Promise.all(orders.map((id) => shop.feed.event(id, 'SagaCompleted')));
    for (const id of orders) {
      expect(shop.feed.events(id).filter(({ type }) => type === 'SagaStarted')).toHaveLength(1);
      expect(await shop.effectKeys(id)).toHaveLength(4);
    }
    expect(shop.feed.on('saga.requests.dlq')).toEqual([]);
    await Promise.all([coordinator.stop(), worker.stop()]);
  }, 120_000);

  it('answer requests on topics of their own, and are a participant although the worker is killed in between', async () => {
    const rest = await shop.start('worker', { SKALD_QUEUES: 'inventory,shipping,mail' });
    await shop.start('coordinator');
    // Two topics are missing: the worker waits, and creates neither.
    const dying = await shop.run('test/e2e/child/bound-payments.ts', { SKALD_HEALTH_PORT: '' });
    expect(await shop.bus.partitionCounts(['bank.replies'])).toEqual([0]);
    await shop.bus.createTopics([{ topic: 'bank.replies', partitions: 2 }]);
    const asked = await shop.follow(['bank.requests', 'bank.replies']);
    await shop.begin('bank-1');
    await asked.until((records) => records.find(({ topic }) => topic === 'bank.requests'));
    await dying.kill9();
    bank = await python('test/e2e/child/bank.py', { KAFKA_BROKERS: shop.kafka.brokers });
    await asked.until((records) => records.find(({ topic }) => topic === 'bank.replies'));
    await shop.run('test/e2e/child/bound-payments.ts', { SKALD_HEALTH_PORT: '' });

    expect((await shop.feed.event('bank-1', 'SagaCompleted')).output).toEqual({
      paymentId: 'b-bank-1:charge:execute',
    });
    await shop.begin('bank-2', { card: '4000000000000002' });
    const failed = await shop.feed.event('bank-2', 'SagaCompensated');
    expect(failed).toBeDefined();
    await shop.begin('bank-3', { total: 1_500 });
    await shop.feed.event('bank-3', 'TimerStarted');
    await shop.send('saga.requests', 'bank-3', { type: 'cancel' });
    await shop.feed.event('bank-3', 'SagaCompensated');
    const refunds = asked.on('bank.requests').filter(({ value }) => Buffer.from(value!).toString().includes('REFUND'));
    expect(
      refunds.map(({ value }) => (JSON.parse(Buffer.from(value!).toString()) as { reference: string }).reference),
    ).toEqual(['bank-3:charge:compensate']);
    await rest.stop();
  }, 120_000);
});
