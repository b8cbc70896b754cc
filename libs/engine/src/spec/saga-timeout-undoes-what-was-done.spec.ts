import { expect, it } from '@jest/globals';
import { activity, hours, minutes, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('a saga that runs out of time', (given) => {
  it('is undone, and says so', async () => {
    const instance = given(
      saga(
        async (ctx) => {
          await ctx.activity(book, 1, { id: 'book' });
          await ctx.timer('1 day');
        },
        { timeout: '3h' },
      ),
    );
    await instance.start();
    await instance.complete('book', 'b-1');
    await instance.pass(hours(3) - 1);
    expect(instance.status).toBe('running');
    await instance.pass(1);
    expect(instance.storyFrom('SagaTimedOut')).toEqual([
      'SagaTimedOut',
      'CompensationPlanned',
      'ActivityScheduled undo book',
    ]);
    expect(instance.eventsOf('CompensationPlanned')[0]).toMatchObject({
      cause: 'timeout',
      error: { type: 'skald.Timeout' },
    });
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
    expect(instance.state.cause).toBe('timeout');
  });

  it('B7 gives up what is open: no further attempt', async () => {
    const call = activity('web.call', { retry: { maxAttempts: 9, initialInterval: '1h' } });
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call' })));
    await instance.start(null, { timeoutMs: minutes(10) });
    await instance.fail('call');
    await instance.pass(hours(48));
    expect(instance.storyFrom('SagaTimedOut')).toEqual(['SagaTimedOut', 'ActivityCanceled call', 'SagaFailed']);
    expect(instance.commands('call')).toHaveLength(1);
    expect(instance.eventsOf('SagaFailed')[0]).toMatchObject({ cause: 'timeout' });
  });

  it('does not run its code once more', async () => {
    const ran: string[] = [];
    const instance = given(
      saga(
        async (ctx) => {
          try {
            await ctx.timer('1 day');
          } finally {
            ran.push('finally');
          }
        },
        { timeout: '1h' },
      ),
    );
    await instance.start();
    await instance.pass(hours(1));
    expect(instance.status).toBe('failed');
    expect(ran).toEqual([]);
  });
});
