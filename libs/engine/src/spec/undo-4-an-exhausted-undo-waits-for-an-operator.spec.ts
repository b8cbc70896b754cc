import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book', { compensation: { retry: { maxAttempts: 1 } } });

specify('compensation rule 4', (given) => {
  const code = saga(async (ctx) => {
    for (const id of ['a', 'b', 'c']) await ctx.activity(book, id, { id });
    throw new SagaFailure('Enough', 'the original error');
  });
  const stuck = async () => {
    const instance = given(code);
    await instance.start();
    for (const id of ['a', 'b', 'c']) await instance.complete(id, `${id} is booked`);
    await instance.failUndo('c');
    await instance.undo('b');
    await instance.undo('a');
    return instance;
  };

  it('[undo-fails] the others are still done; the instance stays open with the original error', async () => {
    const instance = await stuck();
    expect(instance.statuses.slice(-3)).toEqual(['compensating', 'compensating', 'compensation-failed']);
    expect(instance.state.error).toMatchObject({ type: 'Enough', message: 'the original error' });
    expect(instance.waitingFor).toEqual([
      { kind: 'operator', id: 'c', since: '2026-11-22T10:00:00.000Z', detail: 'compensate: Stubborn happened' },
    ]);
    expect(instance.live.wakeAt).toBeUndefined();
  });

  it('[undo-fails] an operator retries it, under the same key', async () => {
    const instance = await stuck();
    await instance.operator('retry', { activityId: 'c', actor: 'ana' });
    expect(instance.status).toBe('compensating');
    expect(instance.commands('c', 'compensate').map((c) => [c.attempt, c.idempotencyKey])).toEqual([
      [1, 'w-1:c:compensate'],
      [2, 'w-1:c:compensate'],
    ]);
    await instance.failUndo('c');
    expect(instance.status).toBe('compensation-failed');
    await instance.operator('retry', { activityId: 'c', operation: 'compensate' });
    await instance.undo('c');
    expect(instance.status).toBe('compensated');
  });

  it('an operator skips it, with a reason and a name', async () => {
    const instance = await stuck();
    expect(await instance.operator('skip', { activityId: 'c' })).toMatchObject({ kind: 'refused', path: '/reason' });
    await instance.operator('skip', { activityId: 'c', reason: 'paid by hand', actor: 'skald' });
    expect(instance.eventsOf('CompensationSkipped')[0]).toMatchObject({ reason: 'paid by hand', actor: 'operator' });
    expect(instance.status).toBe('compensated');
  });

  it('an operator resolves it', async () => {
    const instance = await stuck();
    await instance.operator('resolve', { activityId: 'c', reason: 'refunded at the desk' });
    expect(instance.status).toBe('compensated');
  });

  it('a late answer of the participant settles it as well', async () => {
    const instance = await stuck();
    await instance.undo('c');
    expect(instance.status).toBe('compensated');
  });

  it('an operator may also give up one that is still being tried', async () => {
    const instance = given(code);
    await instance.start();
    for (const id of ['a', 'b', 'c']) await instance.complete(id);
    expect(await instance.operator('retry', { activityId: 'c' })).toMatchObject({ kind: 'refused' });
    expect(await instance.operator('skip', { activityId: 'b', reason: 'x' })).toMatchObject({ kind: 'refused' });
    await instance.operator('skip', { activityId: 'c', reason: 'no use', actor: 'ana' });
    expect(instance.commands('b', 'compensate')).toHaveLength(1);
    await instance.failUndo('b');
    await instance.failUndo('a');
    expect(instance.status).toBe('compensation-failed');
    // Its answer comes after all, and changes nothing.
    await instance.undo('c');
    expect(instance.status).toBe('compensation-failed');
    await instance.operator('resolve', { activityId: 'a' });
    await instance.operator('resolve', { activityId: 'b' });
    expect(instance.status).toBe('compensated');
    expect(await instance.operator('resolve', { activityId: 'b' })).toMatchObject({ kind: 'refused', code: 'CLOSED' });
  });

  it('it counts for nothing that is settled', async () => {
    const instance = await stuck();
    expect(await instance.operator('retry', { activityId: 'b' })).toMatchObject({
      kind: 'refused',
      detail: 'the undo of b does not wait for anybody',
    });
  });
});
