import { expect, it } from '@jest/globals';
import { CanceledFailure } from '../index.js';
import { activity, approve, hours, minutes, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

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
});
