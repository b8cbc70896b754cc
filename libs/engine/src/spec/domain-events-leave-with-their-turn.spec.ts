import { expect, it } from '@jest/globals';
import { activity, placed, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('ctx.emit', (given) => {
  it('publishes to the topic of the event, with an id that every repeat has', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.emit(placed, { n: 1 });
        await ctx.activity(activity('web.call'), 1);
        ctx.emit(placed, { n: 2 });
      }),
    );
    await instance.start();
    await instance.complete('web.call#1');
    expect(instance.sent.filter((m) => m.kind === 'domain-event')).toEqual([
      { kind: 'domain-event', topic: 'orders.placed', key: 'w-1', payload: { n: 1 }, id: 'default/w-1/0/1' },
      { kind: 'domain-event', topic: 'orders.placed', key: 'w-1', payload: { n: 2 }, id: 'default/w-1/0/4' },
    ]);
  });

  it.each([
    ['is no JSON', () => 1n, 'is a bigint'],
    ['is too large', () => 'x'.repeat(262_143), 'over 262144 bytes'],
  ])('parks the instance when the payload %s', async (_, payload, message) => {
    const instance = given(
      saga((ctx) => {
        ctx.emit(placed, payload());
        return Promise.resolve();
      }),
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect(instance.sent).toEqual([]);
  });

  it('P2 to a topic of Skald itself parks the instance, and nothing leaves; what was recorded before is not asked again', async () => {
    const isReserved = { is: true };
    const instance = given(
      saga(async (ctx) => {
        ctx.emit(placed, { n: 1 });
        await ctx.activity(activity('web.call'), 1);
      }),
      { evaluation: { isReserved: (topic) => isReserved.is && topic === 'orders.placed' }, checks: 'when asked' },
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining("orders.placed is a topic of Skald's own"),
    });
    expect(instance.sent).toEqual([]);

    isReserved.is = false;
    await instance.deploy(instance.code);
    await instance.tell({ kind: 'revive' });
    expect(instance.sent.filter(({ kind }) => kind === 'domain-event')).toHaveLength(1);
    isReserved.is = true;
    await instance.crash();
    await instance.complete('web.call#1');
    expect(instance.status).toBe('completed');
  });
});
