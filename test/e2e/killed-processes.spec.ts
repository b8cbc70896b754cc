import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missing } from '../../docker/services/index.ts';
import { Shop } from './system/shop.ts';

const reason = await missing('kafka', 'ferretdb');
const withServers = reason === undefined ? describe : describe.skip;

const whole = ['inventory.reserve', 'mail.send-receipt', 'payments.charge', 'shipping.ship'];

withServers('kill -9 in the middle of a saga', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  }, 60_000);
  afterAll(() => shop.close());

  async function effective(workflowId: string): Promise<string[]> {
    return (await shop.effects(workflowId))
      .filter((e) => e.operation === 'execute')
      .map((e) => e.activity)
      .sort();
  }

  it('K3 [process-killed] of the coordinator between two activities: another one takes over and nothing is done twice', async () => {
    const coordinator = await shop.start('coordinator');
    const stock = await shop.start('worker', { SKALD_QUEUES: 'inventory' });
    await shop.begin('coordinator-killed');
    await shop.feed.event('coordinator-killed', 'ActivityScheduled', (e) => e.activity === 'payments.charge');
    await coordinator.kill9();
    await Promise.all([shop.start('worker', { SKALD_QUEUES: 'payments,shipping,mail' }), shop.start('coordinator')]);

    await shop.feed.event('coordinator-killed', 'SagaCompleted');
    expect(await effective('coordinator-killed')).toEqual(whole);
    await stock.stop();
  }, 90_000);

  it('[result-lost] of a worker after its effect and before its answer: the effect is called again and effective once', async () => {
    const dying = await shop.run('test/e2e/child/hanging-inventory.ts', { SKALD_HEALTH_PORT: '' });
    await shop.begin('worker-killed');
    await dying.output.until((line) => line.includes('effect done worker-killed'));
    await dying.kill9();
    await shop.start('worker', { SKALD_QUEUES: 'inventory' });

    await shop.feed.event('worker-killed', 'SagaCompleted');
    expect(await effective('worker-killed')).toEqual(whole);
    const calls = await shop.database.collection<{ key: string }>('calls').find({}).toArray();
    const reserved = calls.filter(
      (call) => call.key.startsWith('worker-killed:') && call.key.endsWith('inventory.reserve#1:execute'),
    );
    expect(reserved).toHaveLength(2);
  }, 90_000);

  it('[broker-down] of the broker: the saga goes on when it is back', async () => {
    await shop.begin('broker-killed', { total: 1_500 });
    await shop.feed.event('broker-killed', 'TimerStarted');
    await shop.kafka.kill9();
    await shop.kafka.start();
    await shop.send('saga.requests', 'broker-killed', { type: 'signal', name: 'approve', payload: { by: 'ana' } });

    await shop.feed.event('broker-killed', 'SagaCompleted');
    expect(await effective('broker-killed')).toEqual(whole);
  }, 60_000);
});
