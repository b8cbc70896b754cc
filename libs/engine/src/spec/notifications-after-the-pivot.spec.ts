import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, saga, seconds, undoable } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const notify = activity('mail.notify', { retry: { maxAttempts: 9, initialInterval: '1s' } });

specify('notifications after the pivot', (given) => {
  const code = saga(async (ctx) => {
    await ctx.activity(book, 1, { id: 'book' });
    ctx.pivot();
    for (const who of ['guest', 'hotel']) await ctx.activity(notify, who, { id: who });
    await ctx.receive(approve);
    throw new SagaFailure('TooLate');
  });
  const keys = (instance: InstanceUnderTest) => [
    ...new Set(instance.commands(undefined, 'execute').map((c) => c.idempotencyKey)),
  ];

  it('U8 are sent under one key each however often they are tried, and never undone', async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('book');
    for (let i = 0; i < 3; i += 1) {
      await instance.fail('guest');
      await instance.pass(seconds(30));
    }
    await instance.complete('guest');
    await instance.complete('guest');
    await instance.complete('hotel');
    expect(instance.commands('guest')).toHaveLength(4);
    expect(instance.commands('hotel')).toHaveLength(1);
    expect(keys(instance)).toEqual(['w-1:book:execute', 'w-1:guest:execute', 'w-1:hotel:execute']);

    // Neither a cancel nor a failure takes anything back.
    await instance.cancel();
    await instance.signal('approve');
    expect(instance.status).toBe('forward-failed');
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
    await instance.operator('resolve', { output: 'told everybody' });
    expect(instance.status).toBe('completed');
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });
});
