import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const large = 'x'.repeat(262_143);
const call = activity('web.call');

specify('O1 an input over the limit', (given) => {
  it('[payload-over-cap] fails its activity at once, for certain, and nothing leaves', async () => {
    const instance = given(
      saga(async (ctx) => {
        try {
          return await ctx.activity(undoable('hotel.book'), large, { id: 'large' });
        } catch (error) {
          return [(error as SagaFailure).type, await ctx.activity(call, 'smaller', { id: 'small' })];
        }
      }),
    );
    await instance.start();
    expect(instance.story).toEqual([
      'SagaStarted',
      'ActivityScheduled large',
      'ActivityFailed large',
      'ActivityScheduled small',
    ]);
    expect(instance.eventsOf('ActivityScheduled')[0]).toMatchObject({ refused: 'PAYLOAD_TOO_LARGE' });
    expect(instance.commands().map((c) => c.activityId)).toEqual(['small']);
    await instance.complete('small', 'fine');
    expect(instance.output).toEqual(['PAYLOAD_TOO_LARGE', 'fine']);
  });

  it('is not undone', async () => {
    const instance = given(saga((ctx) => ctx.activity(undoable('hotel.book'), large)));
    await instance.start();
    expect(instance.status).toBe('failed');
  });

  it('of many at once fails each of them', async () => {
    const instance = given(
      saga(async (ctx) => {
        const all = await Promise.allSettled(Array.from({ length: 5 }, () => ctx.activity(call, large)));
        return all.map((one) => one.status);
      }),
    );
    await instance.start();
    expect(instance.output).toEqual(Array.from({ length: 5 }, () => 'rejected'));
  });

  it('is measured in bytes of UTF-8', async () => {
    const instance = given(
      saga(async (ctx) => {
        const fits = ctx.activity(call, '€'.repeat(87_380), { id: 'fits' });
        const not = await ctx.activity(call, '€'.repeat(87_381), { id: 'not' }).catch(() => 'refused');
        return [await fits, not];
      }),
    );
    await instance.start();
    expect(instance.commands().map((c) => c.activityId)).toEqual(['fits']);
  });

  it('cancelled before it failed is cancelled for certain', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        void ctx.activity(call, large, { id: 'large' });
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(instance.eventsOf('ActivityCanceled')[0]).toMatchObject({ outcome: 'none' });
    expect(instance.status).toBe('failed');
  });
});
