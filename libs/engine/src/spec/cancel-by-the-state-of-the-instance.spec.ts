import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, hotel, hours, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const call = activity('web.call', { retry: { maxAttempts: 9, initialInterval: '10s' } });

specify('cancel', (given) => {
  it('of a paused instance is taken up when it is resumed, in its order', async () => {
    const seen: string[] = [];
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        seen.push('approved');
        try {
          await ctx.activity(book, 1, { id: 'book' });
        } catch {
          seen.push('cancelled');
          throw new SagaFailure('Stopped');
        }
      }),
    );
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.signal('approve');
    await instance.cancel();
    expect(instance.status).toBe('paused');
    expect(instance.live.wakeAt).toBeUndefined();
    await instance.request({ type: 'resume' });
    expect(seen.slice(-2)).toEqual(['approved', 'cancelled']);
    // Asked for after the signal and given up by the cancel, before either was recorded.
    expect(instance.storyFrom('SagaResumed')).toEqual([
      'SagaResumed',
      'ActivityScheduled book',
      'ActivityCanceled book',
      'SagaCanceled',
    ]);
    expect(instance.sent).toEqual([]);
  });

  it('of a paused instance gives up a child that it has only just asked for', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        await ctx.child(hotel, { input: 1, id: 'hotel' });
      }),
    );
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.signal('approve');
    await instance.cancel();
    await instance.request({ type: 'resume' });
    expect(instance.storyFrom('SagaResumed')).toEqual([
      'SagaResumed',
      'ChildStarted hotel',
      'ChildGivenUp hotel',
      'SagaCanceled',
    ]);
    expect(instance.sent).toEqual([]);
  });

  it('of a parked instance with much under way takes as many turns as it needs', async () => {
    const instance = given(
      saga((ctx) => Promise.all(Array.from({ length: 1_200 }, (_, i) => ctx.activity(call, i)))),
      { checks: 'when asked' },
    );
    await instance.start();
    await instance.park('EVALUATION_KILLED', 'it ran too long');
    await instance.cancel();
    expect(instance.outcomes.map(({ more }) => more)).toEqual([true, false]);
    expect(instance.eventsOf('ActivityCanceled')).toHaveLength(1_200);
    expect(instance.status).toBe('canceled');
    await instance.checkReplay();
  });

  it('of a paused instance gives up what was open when it is resumed', async () => {
    const instance = given(
      saga((ctx) => Promise.all([ctx.activity(book, 1, { id: 'a' }), ctx.activity(book, 1, { id: 'b' })])),
    );
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.cancel();
    await instance.complete('a');
    await instance.request({ type: 'resume' });
    expect(instance.eventsOf('ActivityCanceled').map((e) => e.activityId)).toEqual(['b']);
    expect(instance.eventsOf('CompensationPlanned')[0]!.plan.map((p) => p.activityId)).toEqual(['b', 'a']);
  });

  it('of a parked instance undoes at once: its code cannot run', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        await ctx.activity(call, 1, { id: 'call' });
      }),
    );
    await instance.start();
    await instance.complete('book');
    await instance.deploy(undefined);
    await instance.complete('call');
    expect(instance.status).toBe('parked');
    await instance.cancel(true, 'code is gone');
    expect(instance.status).toBe('compensating');
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
  });

  it('of a parked instance undoes also when it was asked for before, and never came to its code', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        await ctx.timer('1h');
      }),
    );
    await instance.start();
    await instance.complete('book');
    await instance.request({ type: 'pause' });
    await instance.cancel();
    await instance.deploy(undefined);
    await instance.request({ type: 'resume' });
    expect(instance.status).toBe('parked');
    await instance.cancel();
    expect(instance.commands(undefined, 'compensate').map((c) => c.activityId)).toEqual(['book']);
  });

  it('while compensating, and past the pivot, is recorded once and changes nothing', async () => {
    const undoing = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        throw new SagaFailure('No');
      }),
    );
    await undoing.start();
    await undoing.complete('book');
    await undoing.cancel();
    await undoing.cancel();
    expect(undoing.eventsOf('CancelRequested')).toHaveLength(1);
    expect(undoing.status).toBe('compensating');
    await undoing.undo('book');
    expect(undoing.state.cause).toBe('failure');

    const pivoted = given(
      saga(async (ctx) => {
        ctx.pivot();
        await ctx.timer('1h');
      }),
    );
    await pivoted.start();
    await pivoted.cancel();
    expect(pivoted.eventsOf('CancelRequested')[0]!.graceMs).toBeUndefined();
    await pivoted.pass(hours(1));
    expect(pivoted.status).toBe('completed');
  });

  it('G3 [cancel-of-none] of nobody, or of a closed instance, is refused', async () => {
    const instance = given(saga(() => Promise.resolve(1)));
    expect(await instance.cancel()).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
    await instance.start();
    expect(await instance.cancel()).toMatchObject({ kind: 'refused', code: 'CLOSED' });
  });

  it('G3 before it begins keeps its code from beginning', async () => {
    const instance = given(saga((ctx) => ctx.activity(book, 1)));
    await instance.start(null, { delayMs: hours(1) });
    await instance.cancel();
    await instance.pass(hours(2));
    expect(instance.status).toBe('canceled');
    expect(instance.story).toEqual(['SagaStarted', 'CancelRequested', 'SagaCanceled']);
    expect(instance.sent).toEqual([]);
  });

  it('G3 [cancel-of-none] is answered, once accepted and then as often as the request is repeated', async () => {
    const instance = given(saga((ctx) => ctx.timer('1h').finally(() => ctx.timer('1s'))));
    await instance.start();
    const cancel = () => instance.request({ type: 'cancel', requestId: 'c-1', actor: 'ana' });
    expect(await cancel()).toEqual({ kind: 'applied' });
    expect(await cancel()).toMatchObject({
      kind: 'repeat',
      answers: [{ reply: { type: 'accepted', requestId: 'c-1' } }],
    });
    expect(await instance.request({ type: 'cancel', requestId: 'c-2' })).toEqual({ kind: 'applied' });
    expect(instance.replies).toMatchObject([{ requestId: 'c-1' }, { requestId: 'c-2' }]);
    expect(instance.eventsOf('CancelRequested')).toHaveLength(1);
    expect(instance.eventsOf('CancelRequested')[0]).toMatchObject({ actor: 'ana', requestId: 'c-1' });
  });

  it('of many open activities takes as many turns as it needs', async () => {
    const instance = given(
      saga((ctx) => Promise.all(Array.from({ length: 2_500 }, (_, i) => ctx.activity(book, i)))),
      { checks: 'when asked' },
    );
    await instance.start();
    await instance.cancel();
    expect(instance.eventsOf('ActivityCanceled')).toHaveLength(2_500);
    for (const { events } of instance.turns) expect(events.length).toBeLessThanOrEqual(1_002);
    expect(instance.eventsOf('CompensationPlanned')[0]!.plan).toHaveLength(2_500);
    await instance.checkReplay();
  });
});
