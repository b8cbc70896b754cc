import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { activity, approve, hotel, hours, saga, undoable } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call', { scheduleToStart: '3h', heartbeat: '1h', escalateAfter: '2h' });
const retried = activity('web.retried', { retry: { initialInterval: '1h' } });
const book = undoable('hotel.book');

/** Everything that is timed at once: what ends it is the signal. */
async function waits(ctx: SagaContext, then: () => Promise<unknown>): Promise<unknown> {
  void ctx.activity(call, 1, { id: 'call' });
  void ctx.activity(retried, 1, { id: 'retried' });
  void ctx.child(hotel, { input: 1, id: 'child', onParentClose: 'abandon' });
  void ctx.timer('2 days');
  await ctx.receive(approve);
  return then();
}

specify('the timers of a run', (given) => {
  const options = { timeout: '30 days', escalateAfter: '20 days' } as const;
  const signal = (instance: InstanceUnderTest) => instance.signal('approve');

  it.each<[string, (ctx: SagaContext) => Promise<unknown>, (instance: InstanceUnderTest) => Promise<unknown>]>([
    ['completed', () => Promise.resolve(1), signal],
    ['failed', () => Promise.reject(new Error('enough')), signal],
    ['canceled', () => Promise.resolve(1), (instance) => instance.cancel()],
    ['terminated', () => Promise.resolve(1), (instance) => instance.request({ type: 'terminate' })],
  ])('C6 are gone when it is %s', async (status, then, end) => {
    const instance = given(saga((ctx) => waits(ctx, () => then(ctx)), options));
    await instance.start();
    await instance.fail('retried');
    expect(instance.live.wakeAt).toBeDefined();
    await end(instance);
    expect(instance.status).toBe(status);
    expect([instance.live.wakeAt, instance.live.nextTimerAt]).toEqual([undefined, undefined]);
    const { length } = instance.turns;
    await instance.oversleep(hours(24 * 60));
    expect(instance.turns).toHaveLength(length);
  });

  it('C6 are gone in the next one when it continues as new, but for those of the saga as a whole', async () => {
    const instance = given(
      saga(async (ctx, n: number) => (n === 0 ? waits(ctx, async () => ctx.continueAsNew(1)) : ctx.receive(approve)), {
        timeout: '30 days',
      }),
    );
    await instance.start(0);
    await instance.fail('retried');
    await instance.signal('approve');
    expect(instance.run).toBe(1);
    expect(instance.live.nextTimerAt).toBe(Date.parse(instance.eventsOf('SagaStarted')[1]!.deadline!));
    await instance.pass(hours(24 * 29));
    expect(instance.eventsOf('TimerFired')).toEqual([]);
    await instance.pass(hours(24 * 2));
    expect(instance.eventsOf('SagaTimedOut')).toHaveLength(1);
  });

  it('C6 are gone when it is undone, but for those of the undo', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        await waits(ctx, () => Promise.reject(new Error('enough')));
      }, options),
    );
    await instance.start();
    await instance.complete('book');
    await instance.signal('approve');
    expect(instance.status).toBe('compensating');
    await instance.pass(hours(24 * 40));
    expect(instance.eventsOf('TimerFired')).toEqual([]);
    await instance.undo('book');
    expect(instance.live.nextTimerAt).toBeUndefined();
  });
});
