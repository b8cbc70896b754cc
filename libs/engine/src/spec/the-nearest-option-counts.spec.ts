import { expect, it } from '@jest/globals';
import type { ActivityDefaults } from '@skald/contracts';
import { nearest } from '@skald/contracts';
import { saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const module: ActivityDefaults = {
  timeout: '1m',
  deadline: '1h',
  retry: { maxAttempts: 9, jitter: 0.1 },
  inDoubt: 'ask',
};
const ofSaga: ActivityDefaults = { timeout: '2m', heartbeat: '5s', compensation: { timeout: '3m' } };
const book = undoable('hotel.book', {
  retry: { maxAttempts: 3 },
  scheduleToStart: '7s',
  compensation: { retry: { maxAttempts: 4, backoff: 'linear' } },
});

specify('options of an activity', (given) => {
  it('come from the call, then the contract, then the saga, then the module; what is effective is recorded', async () => {
    const instance = given(
      saga(
        (ctx) =>
          ctx.activity(book, 1, {
            id: 'book',
            retry: { initialInterval: '5s' },
            heartbeat: '6s',
            compensation: { retry: { maxAttempts: 5 } },
          }),
        { activityDefaults: nearest(module, ofSaga) },
      ),
    );
    await instance.start();
    expect(instance.eventsOf('ActivityScheduled')[0]).toMatchObject({
      retry: { maxAttempts: 3, initialIntervalMs: 5_000, jitter: 0.1 },
      timeoutMs: 120_000,
      deadline: '2026-11-22T11:00:00.000Z',
      scheduleToStartMs: 7_000,
      heartbeatMs: 6_000,
      compensation: { retry: { maxAttempts: 5, backoff: 'linear' }, timeoutMs: 180_000, inDoubt: 'ask' },
    });
  });

  it('that are undefined are not said', async () => {
    const instance = given(
      saga(
        (ctx) => ctx.activity(book, 1, { timeout: undefined as never, retry: { maxAttempts: undefined as never } }),
        {
          activityDefaults: ofSaga,
        },
      ),
    );
    await instance.start();
    expect(instance.eventsOf('ActivityScheduled')[0]).toMatchObject({ timeoutMs: 120_000, retry: { maxAttempts: 3 } });
  });

  it('that were recorded stay when the defaults change', async () => {
    const code = (timeout: '1m' | '2m') =>
      saga((ctx) => ctx.activity(book, 1, { id: 'book', retry: { maxAttempts: 2 } }), {
        activityDefaults: { timeout },
      });
    const instance = given(code('1m'));
    await instance.start();
    await instance.deploy(code('2m'));
    await instance.fail('book');
    await instance.pass(1_000);
    expect(instance.commands('book').map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 60_000]);
  });
});
