import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { haveKcat, kcat } from '../strangers/kcat.ts';
import { describeWith } from '../strangers/skip.ts';
import { Shop } from './system/shop.ts';
import { text } from './system/event-feed.ts';

const reason = await missing('kafka', 'ferretdb');
const withServers = reason === undefined ? await describeWith(haveKcat) : describe.skip;

withServers('order-checkout on real Kafka and a real server of the MongoDB protocol', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
    await Promise.all([shop.start('coordinator'), shop.start('worker')]);
  }, 60_000);
  afterAll(() => shop.close());

  it('a line piped through kcat starts it, and SagaCompleted appears on saga.events', async () => {
    const line = `kcat-1=${JSON.stringify({ type: 'start', saga: 'order-checkout', input: shop.order('kcat-1') })}\n`;
    await kcat(['-P', '-b', shop.kafka.brokers, '-t', 'saga.requests', '-K='], line);
    const completed = await shop.feed.event('kcat-1', 'SagaCompleted');

    expect(completed.output).toEqual({ paymentId: expect.any(String) });
    expect(await shop.effectKeys('kcat-1')).toHaveLength(4);
    const [placed] = await shop.feed.until((records) => {
      const found = records.filter((r) => r.topic === 'orders.placed' && text(r.key) === 'kcat-1');
      return found.length > 0 ? found : undefined;
    });
    expect(JSON.parse(text(placed!.value))).toEqual({ orderId: 'kcat-1' });
  });

  it('U1 a declined card ends compensated, with the stock released exactly once', async () => {
    await shop.begin('declined-1', { card: '4000000000000002' });
    await shop.feed.event('declined-1', 'SagaCompensated');

    const reserve = shop.feed
      .events('declined-1')
      .find((e) => e.type === 'ActivityScheduled' && e.activity === 'inventory.reserve');
    const id = (reserve as { activityId: string }).activityId;
    expect(await shop.effectKeys('declined-1')).toEqual([`${id}:compensate`, `${id}:execute`].sort());
    expect(shop.feed.turns('declined-1').at(-1)!.status).toBe('compensated');
  });

  it('the journal shows the compensation recorded before it ran', async () => {
    const turns = await shop.journal('declined-1');
    const seqOf = (type: string): number => turns.find((turn) => turn.types.includes(type))!.seq;
    const ran = seqOf('ActivityCompleted undo');

    expect(turns.map((turn) => turn.seq)).toEqual(turns.map((_, i) => i));
    expect(seqOf('CompensationPlanned')).toBeLessThan(ran);
    expect(seqOf('ActivityScheduled undo')).toBeLessThan(ran);
  });

  it('an order above 1,000 waits for approval, and goes on with it', async () => {
    await shop.begin('large-1', { total: 1_500 });
    await shop.feed.event('large-1', 'TimerStarted');
    await shop.send('saga.requests', 'large-1', { type: 'signal', name: 'approve', payload: { by: 'ana' } });

    expect(await shop.feed.event('large-1', 'SagaCompleted')).toBeDefined();
  });

  it('a cancel while it waits undoes payment and stock, newest first', async () => {
    await shop.begin('canceled-1', { total: 1_500 });
    await shop.feed.event('canceled-1', 'TimerStarted');
    await shop.send('saga.requests', 'canceled-1', { type: 'cancel', reason: 'changed my mind' });
    await shop.feed.event('canceled-1', 'SagaCompensated');

    const undone = shop.feed
      .events('canceled-1')
      .flatMap((e) => (e.type === 'ActivityScheduled' && e.operation === 'compensate' ? [e.activity] : []));
    expect(undone).toEqual(['payments.charge', 'inventory.reserve']);
  });
});
