import { expect, it } from '@jest/globals';
import { activity, hotel, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const flight = undoable('air.book');
const car = undoable('car.book');

/** Flight, hotel, car, and then nobody wants to go. */
const trip = saga(async (ctx) => {
  await ctx.activity(flight, 1, { id: 'flight' });
  await ctx.child(hotel, { input: 1, id: 'hotel' });
  await ctx.activity(car, 1, { id: 'car' });
  throw new Error('nobody wants to go');
});

specify('the undo of a child', (given) => {
  const booked = async () => {
    const instance = given(trip);
    await instance.start();
    await instance.complete('flight');
    await instance.child('child-completed', 'hotel', { output: 'room' });
    await instance.complete('car');
    return instance;
  };

  it('takes its place in the reverse order', async () => {
    const instance = await booked();
    expect(instance.requestsTo('hotel', 'undo')).toEqual([]);
    await instance.undo('car');
    expect(instance.requestsTo('hotel', 'undo')).toEqual([
      {
        type: 'undo',
        namespace: 'default',
        workflowId: 'w-1:0:hotel',
        parent: { workflowId: 'w-1', run: 0, childId: 'hotel', attempt: 1 },
      },
    ]);
    expect(instance.waitingFor).toMatchObject([{ kind: 'compensation', id: 'hotel', detail: 'hotel w-1:0:hotel' }]);
    expect(instance.commands('flight', 'compensate')).toEqual([]);
    await instance.childUndone('hotel');
    await instance.undo('flight');
    expect(instance.storyFrom('CompensationPlanned')).toEqual([
      'CompensationPlanned',
      'ActivityScheduled undo car',
      'ActivityCompleted undo car',
      'ChildUndoRequested hotel',
      'ChildCompleted undo hotel',
      'ActivityScheduled undo flight',
      'ActivityCompleted undo flight',
      'SagaCompensated',
    ]);
  });

  it('that cannot be carried out waits for an operator, and the others are done', async () => {
    const instance = await booked();
    await instance.undo('car');
    await instance.childNotUndone('hotel');
    await instance.undo('flight');
    expect(instance.status).toBe('compensation-failed');
    expect(instance.waitingFor).toMatchObject([{ kind: 'operator', id: 'hotel', detail: 'compensate: no room' }]);
    await instance.operator('retry', { activityId: 'hotel' });
    expect(instance.requestsTo('hotel', 'undo').at(-1)).toMatchObject({ parent: { attempt: 2 } });
    // The answer to the first one comes again, and counts for nothing.
    expect(await instance.childNotUndone('hotel', { attempt: 1 })).toEqual({ kind: 'repeat', answers: [] });
    await instance.childNotUndone('hotel');
    await instance.operator('skip', { activityId: 'hotel', reason: 'refunded by hand' });
    expect(instance.status).toBe('compensated');
    expect(await instance.childUndone('hotel')).toEqual({ kind: 'repeat', answers: [] });
  });

  it('counts once', async () => {
    const instance = await booked();
    await instance.undo('car');
    await instance.childUndone('hotel');
    expect(await instance.childUndone('hotel')).toEqual({ kind: 'repeat', answers: [] });
    expect(await instance.childNotUndone('hotel')).toEqual({ kind: 'repeat', answers: [] });
  });

  it('is one of many where undos run in parallel', async () => {
    const instance = given({ ...trip, options: { compensationOrder: 'parallel' } });
    await instance.start();
    await instance.complete('flight');
    await instance.child('child-completed', 'hotel');
    await instance.complete('car');
    expect(instance.requestsTo('hotel', 'undo')).toHaveLength(1);
    expect(instance.commands(undefined, 'compensate')).toHaveLength(2);
    await instance.undo('flight');
    await instance.undo('car');
    await instance.childUndone('hotel');
    expect(instance.status).toBe('compensated');
  });

  it('is asked of no child that left nothing behind', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.child(hotel, { input: 1 });
      }),
    );
    await instance.start();
    await instance.child('child-failed', 'hotel#1', { status: 'compensated' });
    expect(instance.status).toBe('failed');
    expect(instance.requestsTo('hotel#1', 'undo')).toEqual([]);
  });

  it('is asked of a child that failed and left something behind', async () => {
    const instance = given(saga(async (ctx) => ctx.child(hotel, { input: 1 })));
    await instance.start();
    await instance.child('child-failed', 'hotel#1', { status: 'terminated', effect: 'unknown' });
    expect(instance.requestsTo('hotel#1', 'undo')).toHaveLength(1);
  });
});

specify('a child that is open when its parent is undone', (given) => {
  const open = async (options: object = {}) => {
    const instance = given(
      saga(async (ctx) => {
        const child = ctx.child(hotel, { input: 1, id: 'hotel', ...options });
        await Promise.all([child, ctx.activity(activity('pay'), 1, { id: 'pay', retry: { maxAttempts: 1 } })]);
      }),
    );
    await instance.start();
    await instance.fail('pay');
    return instance;
  };

  it('is cancelled at once and then undone', async () => {
    const instance = await open();
    expect(instance.requestsTo('hotel').map(({ type }) => type)).toEqual(['start', 'cancel', 'undo']);
    expect(instance.requestsTo('hotel', 'cancel')).toMatchObject([{ compensate: true, actor: 'skald' }]);
    // It says how it ended and that it is undone; what became of it before changes nothing any more.
    await instance.child('child-failed', 'hotel', { status: 'compensated' });
    await instance.childUndone('hotel');
    expect(instance.status).toBe('compensated');
  });

  it('and turns out never to have been started needs no undo', async () => {
    const instance = await open();
    await instance.child('child-failed', 'hotel', { status: 'rejected' });
    await instance.childNotUndone('hotel', { error: { type: 'NOT_FOUND', message: 'there is none' } });
    expect(instance.status).toBe('compensated');
  });

  it('and completed all the same is undone once', async () => {
    const instance = await open();
    await instance.child('child-completed', 'hotel');
    await instance.childUndone('hotel');
    expect(instance.status).toBe('compensated');
    expect(instance.requestsTo('hotel', 'undo')).toHaveLength(1);
  });

  it('E4 is left alone where the policy is abandon', async () => {
    const instance = await open({ onParentClose: 'abandon' });
    expect(instance.status).toBe('failed');
    expect(instance.requestsTo('hotel').map(({ type }) => type)).toEqual(['start']);
    expect(await instance.child('child-completed', 'hotel')).toEqual({ kind: 'repeat', answers: [] });
  });
});
