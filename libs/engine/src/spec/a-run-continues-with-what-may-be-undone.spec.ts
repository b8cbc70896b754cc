import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { approve, hotel, hours, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('a run that continues as new', (given) => {
  it('undoes what earlier runs did, newest first, under the keys of their runs', async () => {
    const failing = saga(async (ctx, month: number) => {
      await ctx.activity(book, { month }, { id: 'book' });
      if (month < 2) return ctx.continueAsNew(month + 1);
      throw new SagaFailure('Enough');
    });
    const instance = given(failing);
    await instance.start(0);
    for (const month of [0, 1, 2]) await instance.complete('book', `booked ${month}`);
    expect(instance.eventsOf('CompensationPlanned')[0]!.plan).toEqual(
      [2, 1, 0].map((run) => ({ run, activityId: 'book' })),
    );
    for (const run of [2, 1, 0]) {
      expect(instance.commands('book', 'compensate').at(-1)).toMatchObject({
        run,
        idempotencyKey: `w-1:book:compensate${run === 0 ? '' : `.${run}`}`,
        forward: { input: { month: run }, outcome: 'completed', output: `booked ${run}` },
      });
      await instance.undo('book', { run });
    }
    expect(instance.status).toBe('compensated');
  });

  const impatient = saga(async (ctx, n: number) => {
    if (n === 0) {
      await ctx.race({ booked: ctx.activity(book, {}, { id: 'book' }), late: ctx.timer('1h') });
      return ctx.continueAsNew(1);
    }
    await ctx.receive(approve);
    throw new SagaFailure('Enough');
  });

  it('carries an unknown outcome', async () => {
    const instance = given(impatient);
    await instance.start(0);
    await instance.pass(hours(1));
    expect(instance.eventsOf('ActivityCanceled')).toMatchObject([{ activityId: 'book', outcome: 'unknown' }]);
    await instance.signal('approve');
    expect(instance.commands('book', 'compensate')).toMatchObject([{ run: 0, forward: { outcome: 'unknown' } }]);
    await instance.undo('book', { run: 0 });
    expect(instance.status).toBe('compensated');
  });

  it('carries it with its late output, and an operator who looks after it', async () => {
    const late = given(impatient);
    await late.start(0);
    await late.pass(hours(1));
    await late.complete('book', 'after all', { run: 0 });
    expect(late.eventsOf('ActivityCompleted')).toMatchObject([{ run: 0, activityId: 'book', output: 'after all' }]);
    await late.signal('approve');
    expect(late.commands('book', 'compensate')).toMatchObject([
      { forward: { outcome: 'completed', output: 'after all' } },
    ]);
    await late.fail('book', 'Stubborn', { run: 0, operation: 'compensate', retryable: false });
    expect(late.status).toBe('compensation-failed');
    expect(late.waitingFor).toMatchObject([{ kind: 'operator', id: '0/book' }]);
    await late.operator('retry', { activityId: 'book', run: 0, operation: 'compensate' });
    await late.undo('book', { run: 0 });
    expect(late.status).toBe('compensated');
  });

  it('undoes a child of an earlier run as one unit, and one of which nobody knows how it ended', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 1) throw new SagaFailure('Enough');
        await ctx.scope(() => ctx.child(hotel, { input: 1, id: 'inside' }));
        await ctx.child(hotel, { input: 1, id: 'done' });
        void ctx.child(hotel, { input: 1, id: 'open' });
        await ctx.receive(approve);
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0);
    await instance.child('child-completed', 'inside');
    await instance.child('child-completed', 'done');
    await instance.signal('approve');
    const { undo } = instance.eventsOf('SagaContinuedAsNew')[0]!.carried;
    expect(undo).toMatchObject([
      { run: 0, started: { childId: 'inside', scope: 'scope#1' }, output: null },
      { run: 0, started: { childId: 'done' }, output: null },
      { run: 0, started: { childId: 'open' } },
    ]);
    expect(undo[2]).not.toHaveProperty('output');
    for (const childId of ['open', 'done', 'inside']) {
      expect(instance.requestsTo(childId, 'undo')).toMatchObject([{ parent: { run: 0, childId } }]);
      await instance.childUndone(childId, { run: 0 });
    }
    expect(instance.status).toBe('compensated');
  });

  it('a scope of it that fails undoes nothing of an earlier run, also what its own name was given to there', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        await ctx.scope(async () => {
          await ctx.activity(book, {}, { id: 'book' });
          if (n === 1) throw new SagaFailure('Full');
        });
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0);
    await instance.complete('book');
    await instance.complete('book');
    expect(instance.eventsOf('CompensationPlanned').map(({ cause, plan }) => [cause, plan])).toEqual([
      ['scope', [{ run: 1, activityId: 'book' }]],
    ]);
    await instance.undo('book');
    expect(instance.eventsOf('CompensationPlanned').map(({ cause, plan }) => [cause, plan])).toEqual([
      ['scope', [{ run: 1, activityId: 'book' }]],
      ['failure', [{ run: 0, activityId: 'book' }]],
    ]);
    await instance.undo('book', { run: 0 });
    expect(instance.status).toBe('compensated');
  });

  it('carries an output that comes late, although a scope of that name has failed in this run', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 0) {
          await ctx.scope(() => ctx.race({ booked: ctx.activity(book, {}, { id: 'book' }), late: ctx.timer('1h') }));
          return ctx.continueAsNew(1);
        }
        await ctx.scope(() => Promise.reject(new SagaFailure('Full'))).catch(() => undefined);
        await ctx.receive(approve);
        return 'done';
      }),
    );
    await instance.start(0);
    await instance.pass(hours(1));
    await instance.complete('book', 'after all', { run: 0 });
    expect(instance.commands('book', 'compensate')).toEqual([]);
    await instance.signal('approve');
    expect(instance.output).toBe('done');
  });

  it('hears nothing of what an earlier run asked for, also where it asks for the same', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        const asked = [ctx.activity(book, {}, { id: 'book' }), ctx.child(hotel, { input: 1, id: 'room' })];
        if (n === 1) return Promise.all(asked);
        await ctx.receive(approve);
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0);
    await instance.signal('approve');
    await instance.fail('book', 'Full', { run: 0, effect: 'none' });
    await instance.complete('book', 'of run 0', { run: 0 });
    await instance.child('child-failed', 'room', { run: 0, status: 'rejected' });
    await instance.child('child-completed', 'room', { run: 0, output: 'of run 0' });
    expect(instance.status).toBe('running');
    await instance.complete('book', 'of run 1');
    await instance.child('child-completed', 'room', { output: 'of run 1' });
    expect(instance.output).toEqual(['of run 1', 'of run 1']);
  });

  it('carries the pivot: nothing of before is undone', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 0) {
          await ctx.activity(book, {}, { id: 'book' });
          ctx.pivot();
          return ctx.continueAsNew(1);
        }
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start(0);
    await instance.complete('book');
    expect(instance.status).toBe('forward-failed');
    expect(instance.eventsOf('SagaContinuedAsNew')[0]!.carried).toMatchObject({ pivotPassed: true, undo: [] });
  });

  it('what is carried is bounded: the saga parks and says what to do', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 1) return 'not reached';
        for (let i = 0; i < 4; i += 1) await ctx.activity(book, 'x'.repeat(200_000), { id: `b${i}` });
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0);
    for (let i = 0; i < 4; i += 1) await instance.complete(`b${i}`);
    const [parked] = instance.eventsOf('SagaParked');
    expect(parked?.code).toBe('HISTORY_TOO_LARGE');
    expect(parked?.message).toContain('4 activities that may have to be undone');
  });
});
