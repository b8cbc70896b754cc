import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book', { timeout: '9s', compensation: { retry: { initialInterval: '3s' } } });

specify('compensation rule 3', (given) => {
  const code = saga(async (ctx) => {
    for (const id of ['a', 'b', 'c']) await ctx.activity(book, { of: id }, { id });
    throw new SagaFailure('Enough');
  });
  const failed = async (compensationOrder?: 'sequential' | 'parallel') => {
    const instance = given({ ...code, options: compensationOrder === undefined ? {} : { compensationOrder } });
    await instance.start();
    for (const id of ['a', 'b', 'c']) await instance.complete(id, `${id} is booked`);
    return instance;
  };
  const undos = (instance: Awaited<ReturnType<typeof failed>>) =>
    instance.commands(undefined, 'compensate').map((c) => c.activityId);

  it('U1 undoes completed activities in reverse order, one at a time', async () => {
    const instance = await failed();
    expect(undos(instance)).toEqual(['c']);
    await instance.undo('c');
    expect(undos(instance)).toEqual(['c', 'b']);
    await instance.undo('b');
    await instance.undo('a');
    expect(undos(instance)).toEqual(['c', 'b', 'a']);
    expect(instance.status).toBe('compensated');
  });

  it('U1 has no undo for a step that was left out', async () => {
    const instance = given(
      saga(async (ctx, express: boolean) => {
        await ctx.activity(book, 1, { id: 'a' });
        if (express) await ctx.activity(book, 2, { id: 'express' });
        await ctx.activity(book, 3, { id: 'b' });
        await ctx.activity(book, 4, { id: 'c', retry: { maxAttempts: 1 } });
      }),
    );
    await instance.start(false);
    for (const id of ['a', 'b']) await instance.complete(id);
    await instance.fail('c', 'Full', { effect: 'none' });
    for (const id of ['b', 'a']) await instance.undo(id);
    expect(undos(instance)).toEqual(['b', 'a']);
    expect(instance.eventsOf('CompensationPlanned')[0]!.plan.map((p) => p.activityId)).toEqual(['b', 'a']);
    expect(instance.status).toBe('compensated');
  });

  it('runs them together where the saga says so', async () => {
    const instance = await failed('parallel');
    expect(undos(instance)).toEqual(['c', 'b', 'a']);
    expect(instance.status).toBe('compensating');
    for (const id of ['a', 'c', 'b']) await instance.undo(id);
    expect(instance.status).toBe('compensated');
  });

  it('tells the participant what was done', async () => {
    const instance = await failed();
    expect(instance.commands('c', 'compensate')[0]).toEqual({
      type: 'compensate',
      namespace: 'default',
      workflowId: 'w-1',
      run: 0,
      activityId: 'c',
      activity: 'hotel.book',
      attempt: 1,
      scheduledAt: '2026-11-22T10:00:00.000Z',
      idempotencyKey: 'w-1:c:compensate',
      timeoutMs: 9_000,
      forward: { input: { of: 'c' }, outcome: 'completed', output: 'c is booked' },
    });
  });

  it('each has its own attempts and back-off', async () => {
    const instance = await failed();
    await instance.failUndo('c');
    expect(instance.waitingFor[0]).toMatchObject({ kind: 'compensation', id: 'c', until: '2026-11-22T10:00:03.000Z' });
    await instance.pass(seconds(3));
    expect(instance.commands('c', 'compensate').map((c) => c.attempt)).toEqual([1, 2]);
    expect(undos(instance)).toEqual(['c', 'c']);
    await instance.undo('c', { attempt: 1 });
    expect(undos(instance)).toEqual(['c', 'c', 'b']);
  });

  it('a pause holds back the next one, a resume goes on', async () => {
    const instance = await failed();
    await instance.request({ type: 'pause' });
    await instance.undo('c');
    expect(undos(instance)).toEqual(['c']);
    expect(instance.status).toBe('paused');
    await instance.request({ type: 'resume' });
    expect(undos(instance)).toEqual(['c', 'b']);
  });

  it('many in parallel take as many turns as they need', async () => {
    const instance = given(
      saga(
        async (ctx) => {
          await Promise.all(Array.from({ length: 1_500 }, (_, i) => ctx.activity(book, i)));
          throw new SagaFailure('Enough');
        },
        { compensationOrder: 'parallel' },
      ),
      { checks: 'when asked' },
    );
    await instance.start();
    const ids = Array.from({ length: 1_500 }, (_, i) => `hotel.book#${i + 1}`);
    await instance.tell(...ids.map((id) => instance.asResult('completed', id, { output: id, attempt: 1 })));
    expect(undos(instance)).toEqual(ids.toReversed());
    for (const { events } of instance.turns.slice(-2)) expect(events.length).toBeLessThanOrEqual(3_000);
    await instance.tell(
      ...ids.map((id) => instance.asResult('completed', id, { operation: 'compensate', attempt: 1, output: null })),
    );
    expect(instance.status).toBe('compensated');
    await instance.checkReplay();
  });
});
