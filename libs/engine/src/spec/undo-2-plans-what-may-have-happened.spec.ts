import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book', { errors: ['Full'], retry: { maxAttempts: 2, initialInterval: '1s' } });

specify('compensation rule 2', (given) => {
  it('U1 what completed or is unknown is undone, newest first as it was scheduled; what failed for certain is not', async () => {
    const instance = given(
      saga(async (ctx) => {
        const ids = ['done', 'refused', 'certain', 'unsure', 'tried'];
        await Promise.allSettled(ids.map((id) => ctx.activity(book, id, { id })));
        void ctx.activity(book, 'open', { id: 'open' });
        await ctx.activity(activity('web.call'), 1, { id: 'plain' });
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    // They settle in another order than they were asked for.
    await instance.fail('tried', 'Busy', { effect: 'unknown' });
    await instance.pass(seconds(1));
    await instance.fail('tried', 'Busy', { effect: 'none' });
    await instance.fail('unsure', 'Broken', { retryable: false });
    await instance.fail('certain', 'Busy', { effect: 'none', retryable: false });
    await instance.fail('refused', 'Full');
    await instance.complete('done');
    await instance.complete('plain');
    expect(instance.eventsOf('CompensationPlanned')[0]).toMatchObject({
      cause: 'failure',
      error: { type: 'Enough' },
      plan: [
        { run: 0, activityId: 'open' },
        { run: 0, activityId: 'tried' },
        { run: 0, activityId: 'unsure' },
        { run: 0, activityId: 'done' },
      ],
    });
  });

  it('U2 with nothing to undo the saga has failed, with its original error', async () => {
    const instance = given(saga((ctx) => ctx.activity(book, 1, { id: 'first' })));
    await instance.start();
    await instance.fail('first', 'Full');
    expect(instance.status).toBe('failed');
    expect(instance.eventsOf('SagaFailed')[0]).toMatchObject({
      cause: 'failure',
      error: { type: 'Full', message: 'Full happened', activityId: 'first' },
    });
  });

  it('what was asked for in the turn that fails never leaves', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        void ctx.activity(book, 1, { id: 'book' });
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(instance.storyFrom('SignalReceived')).toEqual([
      'SignalReceived',
      'ActivityScheduled book',
      'ActivityCanceled book',
      'SagaFailed',
    ]);
    expect(instance.sent).toEqual([]);
  });

  it('a failure that the saga catches undoes nothing', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'a' });
        await ctx.activity(book, 2, { id: 'b' }).catch(() => undefined);
        return 'fine';
      }),
    );
    await instance.start();
    await instance.complete('a');
    await instance.fail('b', 'Full');
    expect(instance.status).toBe('completed');
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });
});
