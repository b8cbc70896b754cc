import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { havePython, python } from '../strangers/python.ts';
import { describeWith } from '../strangers/skip.ts';
import type { Running } from '../strangers/stranger.ts';
import { Shop } from './system/shop.ts';

const reason = await missing('kafka', 'ferretdb');
const withPython = reason === undefined ? await describeWith(havePython) : describe.skip;

withPython('a participant in Python, from the contracts alone', () => {
  let shop: Shop;
  let payments: Running;

  beforeAll(async () => {
    shop = await Shop.open();
    payments = await python('test/e2e/child/payments.py', { KAFKA_BROKERS: shop.kafka.brokers });
    await Promise.all([shop.start('coordinator'), shop.start('worker', { SKALD_QUEUES: 'inventory,shipping,mail' })]);
  }, 60_000);
  afterAll(async () => {
    payments?.stop();
    await payments?.ended.catch(() => undefined);
    await shop?.close();
  });

  it('takes over the payments queue: orders complete', async () => {
    await shop.begin('python-1');
    const completed = await shop.feed.event('python-1', 'SagaCompleted');

    expect(completed.output).toEqual({ paymentId: 'py-python-1:charge:execute' });
  });

  it('says that a card is declined, and the saga is undone without it', async () => {
    await shop.begin('python-2', { card: '4000000000000002' });
    await shop.feed.event('python-2', 'SagaCompensated');
    const undone = shop.feed
      .events('python-2')
      .flatMap((e) => (e.type === 'ActivityScheduled' && e.operation === 'compensate' ? [e.activity] : []));

    expect(undone).toEqual(['inventory.reserve']);
  });

  it('is asked to refund when the order is cancelled after the payment', async () => {
    await shop.begin('python-3', { total: 1_500 });
    await shop.feed.event('python-3', 'TimerStarted');
    await shop.send('saga.requests', 'python-3', { type: 'cancel' });
    await shop.feed.event('python-3', 'SagaCompensated');
    const refunded = shop.feed
      .events('python-3')
      .find((e) => e.type === 'ActivityCompleted' && e.operation === 'compensate' && e.activityId === 'charge');

    expect(refunded).toBeDefined();
  });
});
