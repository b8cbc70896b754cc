import { expect, it } from '@jest/globals';
import { CanceledFailure, SagaFailure } from '../index.js';
import { activity, approve, hours, minutes, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './instance-under-test.for-spec.js';

const book = undoable('hotel.book');
const call = activity('web.call', { retry: { maxAttempts: 9, initialInterval: '10s' } });

specify('cancel (compensation rule 8)', (given) => {
  it.each([
    ['an activity', saga((ctx) => ctx.activity(call, 1, { id: 'call' }))],
    ['a timer', saga((ctx) => ctx.timer('1h'))],
    ['a signal', saga((ctx) => ctx.receive(approve))],
    ['an effect', saga((ctx) => ctx.effect('look', () => 1))],
    ['a race', saga((ctx) => ctx.race({ a: ctx.receive(approve), b: ctx.timer('1h'), c: ctx.activity(call, 1) }))],
    ['all of them', saga((ctx) => Promise.all([ctx.receive(approve), ctx.timer('1h'), ctx.activity(call, 1)]))],
  ])('G2 unblocks a saga that waits for %s', async (_, code) => {
    const instance = given(code);
    await instance.start();
    await instance.cancel(undefined, 'changed my mind');
    expect(instance.status).toBe('canceled');
    expect(instance.eventsOf('SagaCanceled')[0]).toMatchObject({ reason: 'changed my mind' });
    expect(instance.live.wakeAt).toBeUndefined();
    expect(instance.waitingFor).toEqual([]);
  });

  it('U6 undoes what was done, in reverse, and then the status is compensated, cause cancel', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'one' });
        await ctx.activity(book, 2, { id: 'two' });
        await ctx.timer('1h');
      }),
    );
    await instance.start();
    await instance.complete('one');
    await instance.complete('two');
    await instance.cancel();
    await instance.undo('two');
    await instance.undo('one');
    expect(instance.commands(undefined, 'compensate').map((c) => c.activityId)).toEqual(['two', 'one']);
    expect(instance.status).toBe('compensated');
    expect(instance.state.cause).toBe('cancel');
    expect(instance.story).toContain('TimerCanceled timer#1');
  });

  it('U6 with compensate: false leaves what was done', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'one' });
        await ctx.timer('1h');
      }),
    );
    await instance.start();
    await instance.complete('one');
    await instance.cancel(false);
    expect(instance.status).toBe('canceled');
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });

  it('G5 rejects once: what is done in catch and finally runs as usual', async () => {
    const seen: unknown[] = [];
    const instance = given(
      saga(async (ctx) => {
        try {
          await ctx.timer('1h');
        } catch (error) {
          seen.push(error);
          await ctx.activity(call, 'clean up', { id: 'clean' });
          throw error;
        } finally {
          await ctx.timer('1s');
        }
      }),
    );
    await instance.start();
    await instance.cancel();
    expect(seen.at(-1)).toBeInstanceOf(CanceledFailure);
    expect(instance.status).toBe('running');
    expect(await instance.cancel()).toEqual({ kind: 'repeat', answers: [] });
    await instance.complete('clean');
    await instance.pass(seconds(1));
    expect(instance.status).toBe('canceled');
    expect(instance.eventsOf('CancelRequested')).toHaveLength(1);
  });

  it('G5 returning normally after it means completed', async () => {
    const instance = given(
      saga(async (ctx) => {
        try {
          return await ctx.activity(book, 1, { id: 'book' });
        } catch {
          return 'made the best of it';
        }
      }),
    );
    await instance.start();
    await instance.cancel();
    expect(instance.status).toBe('completed');
    expect(instance.output).toBe('made the best of it');
  });

  it('ends the clean-up when its grace is over', async () => {
    const ran: string[] = [];
    const instance = given(
      saga(
        async (ctx) => {
          await ctx.activity(book, 1, { id: 'book' });
          try {
            await ctx.timer('1h');
          } finally {
            await ctx.timer('2h');
            ran.push('too late');
          }
        },
        { cancelGrace: '5m' },
      ),
    );
    await instance.start();
    await instance.complete('book');
    await instance.cancel(true, 'enough');
    await instance.pass(minutes(5) - 1);
    expect(instance.status).toBe('running');
    await instance.pass(1);
    expect(instance.storyFrom('CancelGraceExpired')).toEqual([
      'CancelGraceExpired',
      'CompensationPlanned',
      'ActivityScheduled undo book',
    ]);
    expect(instance.eventsOf('CompensationPlanned')[0]).toMatchObject({
      cause: 'cancel',
      error: { type: 'Canceled', message: 'enough' },
    });
    await instance.pass(hours(5));
    expect(ran).toEqual([]);
  });

  it('a pivot in the clean-up holds: the end of the grace undoes nothing', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        try {
          await ctx.timer('1h');
        } catch {
          ctx.pivot();
          await ctx.timer('2h');
        }
      }),
    );
    await instance.start();
    await instance.complete('book');
    await instance.cancel();
    await instance.pass(hours(2));
    expect(instance.eventsOf('CancelGraceExpired')).toHaveLength(1);
    expect(instance.status).toBe('completed');
  });

  it('G7 in a back-off there is no further attempt, and the outcome is what the attempts said', async () => {
    const certain = undoable('hotel.certain', { retry: { maxAttempts: 9 } });
    const instance = given(
      saga((ctx) => Promise.all([ctx.activity(book, 1, { id: 'maybe' }), ctx.activity(certain, 1, { id: 'not' })])),
    );
    await instance.start();
    await instance.fail('maybe');
    await instance.fail('not', 'Busy', { effect: 'none' });
    await instance.cancel();
    await instance.pass(hours(1));
    expect(instance.eventsOf('ActivityCanceled').map((e) => [e.activityId, e.outcome])).toEqual([
      ['maybe', 'unknown'],
      ['not', 'none'],
    ]);
    expect(instance.commands(undefined, 'execute')).toHaveLength(2);
    expect(instance.commands(undefined, 'compensate').map((c) => c.activityId)).toEqual(['maybe']);
  });

  it('B10 an activity asked for and given up in one turn never leaves', async () => {
    const instance = given(saga((ctx) => ctx.activity(book, 1, { id: 'book' })));
    await instance.tell(
      instance.asRequest({ type: 'start', saga: 'trip', input: null }),
      instance.asRequest({ type: 'cancel' }),
    );
    expect(instance.turns).toHaveLength(1);
    expect(instance.sent).toEqual([]);
    expect(instance.eventsOf('ActivityCanceled')[0]).toMatchObject({ outcome: 'none' });
    expect(instance.status).toBe('canceled');
  });

  it('is answered, once accepted and then as often as the request is repeated', async () => {
    const instance = given(saga((ctx) => ctx.timer('1h').finally(() => ctx.timer('1s'))));
    await instance.start();
    const cancel = () => instance.request({ type: 'cancel', requestId: 'c-1', actor: 'ana' });
    expect(await cancel()).toEqual({ kind: 'applied' });
    expect(await cancel()).toMatchObject({
      kind: 'repeat',
      answers: [{ reply: { type: 'accepted', requestId: 'c-1' } }],
    });
    expect(await instance.request({ type: 'cancel', requestId: 'c-2' })).toMatchObject({
      kind: 'repeat',
      answers: [{ reply: { type: 'accepted', requestId: 'c-2' } }],
    });
    expect(instance.replies).toHaveLength(1);
    expect(instance.eventsOf('CancelRequested')[0]).toMatchObject({ actor: 'ana', requestId: 'c-1' });
  });

  it('G3 of nobody, or of a closed instance, is refused', async () => {
    const instance = given(saga(() => Promise.resolve(1)));
    expect(await instance.cancel()).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
    await instance.start();
    expect(await instance.cancel()).toMatchObject({ kind: 'refused', code: 'CLOSED' });
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

  it('a saga timeout in its grace ends it as well', async () => {
    const instance = given(
      saga((ctx) => ctx.timer('1h').finally(() => ctx.timer('1h')), { cancelGrace: '30m', timeout: '10m' }),
    );
    await instance.start();
    await instance.cancel(false);
    await instance.pass(minutes(10));
    expect(instance.status).toBe('failed');
    expect(instance.state.cause).toBe('timeout');
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
