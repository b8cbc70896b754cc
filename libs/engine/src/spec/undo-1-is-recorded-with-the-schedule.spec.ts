import { expect, it } from '@jest/globals';
import { activity, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('compensation rule 1', (given) => {
  it('scheduling a compensable activity records how it is undone, in the same event', async () => {
    const book = undoable('hotel.book', {
      timeout: '9s',
      inDoubt: 'ask',
      compensation: { retry: { maxAttempts: 7, initialInterval: '2s' } },
    });
    const instance = given(
      saga((ctx) => Promise.all([ctx.activity(book, { nights: 2 }), ctx.activity(activity('web.call'), 1)])),
    );
    await instance.start();
    const [booked, called] = instance.scheduled;
    expect(booked).toMatchObject({
      input: { nights: 2 },
      compensation: {
        retry: { maxAttempts: 7, initialIntervalMs: 2_000, backoffCoefficient: 2, maxIntervalMs: 60_000 },
        timeoutMs: 9_000,
        inDoubt: 'ask',
      },
    });
    expect(called!.compensation).toBeUndefined();
  });

  it('a call can do without', async () => {
    const instance = given(saga((ctx) => ctx.activity(undoable('hotel.book'), 1, { compensate: false })));
    await instance.start();
    expect(instance.scheduled[0]!.compensation).toBeUndefined();
    await instance.cancel();
    expect(instance.status).toBe('canceled');
  });

  it('an undo of its own time-out keeps it, and is tried twenty times by default', async () => {
    const book = undoable('hotel.book', { timeout: '9s', compensation: { timeout: '1m' } });
    const instance = given(saga((ctx) => ctx.activity(book, 1)));
    await instance.start();
    expect(instance.scheduled[0]!.compensation).toMatchObject({
      timeoutMs: 60_000,
      retry: { maxAttempts: 20 },
      inDoubt: 'compensate',
    });
  });
});
