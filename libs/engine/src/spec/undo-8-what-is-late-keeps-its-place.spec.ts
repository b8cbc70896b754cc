import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { saga, undoable } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book', { retry: { maxAttempts: 1 }, compensation: { retry: { maxAttempts: 1 } } });

specify('an undo whose turn comes late', (given) => {
  /** Books `a` to `d`; nobody knows what became of the last, and its policy applies. */
  const inDoubt = async (inDoubt: 'compensate' | 'skip' | 'ask') => {
    const instance = given(
      saga(async (ctx) => {
        for (const id of ['a', 'b', 'c']) await ctx.activity(book, id, { id });
        await ctx.activity(book, 'd', { id: 'd', inDoubt });
      }),
    );
    await instance.start();
    for (const id of ['a', 'b', 'c']) await instance.complete(id);
    await instance.fail('d');
    return instance;
  };
  const undos = (instance: InstanceUnderTest): readonly string[] =>
    instance.commands(undefined, 'compensate').map(({ idempotencyKey }) => idempotencyKey.slice('w-1:'.length));

  it('U1 ask: an output that arrives after all puts it before what is older, behind what has begun', async () => {
    const instance = await inDoubt('ask');
    expect(undos(instance)).toEqual(['c:compensate']);
    await instance.complete('d', 'it was booked');
    await instance.undo('c');
    expect(undos(instance)).toEqual(['c:compensate', 'd:compensate']);
    for (const id of ['d', 'b', 'a']) await instance.undo(id);
    expect(undos(instance)).toEqual(['c:compensate', 'd:compensate', 'b:compensate', 'a:compensate']);
    expect(instance.status).toBe('compensated');
  });

  it('U1 skip: what was skipped and was done after all comes before what is older', async () => {
    const instance = await inDoubt('skip');
    await instance.complete('d', 'it was booked');
    for (const id of ['c', 'd', 'b', 'a']) await instance.undo(id);
    expect(undos(instance)).toEqual(['c:compensate', 'd:compensate', 'b:compensate', 'a:compensate']);
  });

  it('U1 compensate: what was undone in doubt is undone once more before what is older', async () => {
    const instance = await inDoubt('compensate');
    await instance.undo('d');
    await instance.complete('d', 'it was booked');
    for (const id of ['c', 'd', 'b', 'a']) await instance.undo(id);
    expect(undos(instance)).toEqual([
      ...['d:compensate', 'c:compensate', 'd:compensate:late', 'b:compensate', 'a:compensate'],
    ]);
  });

  it('U1 ask: the answer of an operator counts at once, and the next undo waits for it', async () => {
    const instance = await inDoubt('ask');
    await instance.operator('retry', { activityId: 'd' });
    expect(undos(instance)).toEqual(['c:compensate', 'd:compensate']);
    await instance.undo('c');
    expect(undos(instance)).toHaveLength(2);
    await instance.undo('d');
    expect(undos(instance)).toEqual(['c:compensate', 'd:compensate', 'b:compensate']);
  });

  it('U1 several that come late do so newest first', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 'a', { id: 'a' });
        await Promise.all(['b', 'c', 'd'].map((id) => ctx.activity(book, id, { id, inDoubt: 'ask' })));
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.complete('a');
    await instance.request({ type: 'cancel' });
    expect(undos(instance)).toEqual(['a:compensate']);
    for (const id of ['c', 'b', 'd']) await instance.complete(id);
    for (const id of ['a', 'd', 'c', 'b']) await instance.undo(id);
    expect(undos(instance)).toEqual(['a:compensate', 'd:compensate', 'c:compensate', 'b:compensate']);
    expect(instance.status).toBe('compensated');
  });
});
