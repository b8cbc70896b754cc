import { expect, it } from '@jest/globals';
import { openCommands } from '../index.js';
import { activity, approve, hours, minutes, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const once = { maxAttempts: 1 };
const call = activity('web.call', { retry: { maxAttempts: 3, initialInterval: '10s' } });
const book = undoable('hotel.book', { retry: { maxAttempts: 3, initialInterval: '10s' } });

specify('a race', (given) => {
  const racing = saga(async (ctx) => {
    const slow = ctx.activity(book, 1, { id: 'slow' });
    await ctx.race({ slow, expired: ctx.timer('1s') });
    await ctx.receive(approve);
    return 'went on';
  });

  it('G6 sends its loser a cancel, which goes on and settles later, changing nothing', async () => {
    const instance = given(racing);
    await instance.start();
    await instance.pass(seconds(1));
    expect(instance.storyFrom('TimerFired')).toEqual(['TimerFired timer#1', 'ActivityCancelRequested slow']);
    expect(instance.cancels()).toMatchObject([{ activityId: 'slow', attempt: 1, reason: 'canceled' }]);
    expect(instance.waitingFor.map(({ id }) => id)).toEqual(['slow', 'approve']);
    // Where no broker kept them, both are sent again.
    expect(openCommands(instance.state)).toEqual(instance.sent);
    await instance.complete('slow', 'too late');
    await instance.signal('approve');
    expect(instance.output).toBe('went on');
  });

  it('G6 makes no further attempt of its loser, whatever the policy says', async () => {
    const instance = given(racing);
    await instance.start();
    await instance.pass(seconds(1));
    await instance.fail('slow', 'ActivityAborted');
    expect(instance.eventsOf('ActivityFailed')).toMatchObject([{ activityId: 'slow', outcome: 'unknown' }]);
    await instance.pass(hours(1));
    expect(instance.commands('slow')).toHaveLength(1);
  });

  it.each([
    ['unknown', { effect: 'unknown' }],
    ['none', { effect: 'none' }],
  ])('G7 settles a loser that is between two attempts as what those said: %s', async (outcome, fields) => {
    const instance = given(racing);
    await instance.start();
    await instance.fail('slow', 'Broken', fields);
    await instance.pass(minutes(1));
    expect(instance.cancels()).toEqual([]);
    expect(instance.commands('slow')).toHaveLength(1);
    expect(instance.eventsOf('ActivityFailed')).toMatchObject([{ outcome, error: { type: 'Broken' } }]);
  });

  it('G6 tells its loser once, also when the saga ends badly after it', async () => {
    const instance = given(
      saga(async (ctx) => {
        const slow = ctx.activity(book, 1, { id: 'slow' });
        await ctx.race({ slow, expired: ctx.timer('1s') });
        await ctx.race({ slow, expired: ctx.timer('1s') });
        throw new Error('no room');
      }),
    );
    await instance.start();
    await instance.pass(seconds(2));
    expect(instance.cancels('slow')).toHaveLength(1);
    expect(instance.eventsOf('ActivityCancelRequested')).toHaveLength(1);
    expect(instance.commands('slow', 'compensate')).toMatchObject([{ forward: { outcome: 'unknown' } }]);
  });

  it('G6 a loser that says nothing happened is not undone', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.race({ slow: ctx.activity(book, 1, { id: 'slow' }), expired: ctx.timer('1s') });
        await ctx.receive(approve);
        throw new Error('no room');
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    await instance.fail('slow', 'skald.Canceled', { retryable: false, effect: 'none' });
    await instance.signal('approve');
    expect(instance.status).toBe('failed');
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });

  it('G6 past the pivot a loser that fails waits for no operator, also one that was exhausted before', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        const early = ctx.activity(call, 1, { id: 'early', retry: once });
        const late = ctx.activity(call, 1, { id: 'late', retry: once });
        await ctx.race({ early, late, expired: ctx.timer('1m') });
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.fail('early');
    expect(instance.status).toBe('forward-failed');
    await instance.pass(minutes(1));
    expect(instance.cancels().map(({ activityId }) => activityId)).toEqual(['late']);
    expect(instance.status).toBe('running');
    await instance.fail('late');
    expect(instance.status).toBe('running');
  });

  it('whose loser was a best effort cancels that too', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.race({ slow: ctx.bestEffort(call, 1, { id: 'slow' }), expired: ctx.timer('1s') });
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    expect(instance.cancels()).toMatchObject([{ activityId: 'slow' }]);
  });

  it('B10 lost and given up in the turn that asked for it sends nothing at all', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.race({ slow: ctx.activity(book, 1, { id: 'slow' }), now: Promise.resolve() });
        throw new Error('no room');
      }),
    );
    await instance.start();
    expect(instance.story).toContain('ActivityCancelRequested slow');
    expect(instance.sent).toEqual([]);
    expect(instance.status).toBe('failed');
  });

  it('whose code lets its loser be where the history cancelled it parks', async () => {
    const instance = given(racing);
    await instance.start();
    await instance.pass(seconds(1));
    await instance.deploy(
      saga(async (ctx) => {
        void ctx.activity(book, 1, { id: 'slow' });
        await ctx.timer('1s');
        await ctx.activity(call, 1, { id: 'other' });
      }),
    );
    await instance.signal('approve');
    expect(instance.status).toBe('parked');
    expect(instance.eventsOf('SagaParked')[0]!.message).toContain(
      'expected ActivityCancelRequested slow, got ActivityScheduled other',
    );
  });

  it('whose history let its loser be where the code cancels it parks', async () => {
    const instance = given(
      saga(async (ctx) => {
        void ctx.activity(book, 1, { id: 'slow' });
        await ctx.timer('1s');
        ctx.pivot();
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    await instance.deploy(racing);
    await instance.signal('approve');
    expect(instance.eventsOf('SagaParked')[0]!.message).toContain('got ActivityCancelRequested slow');
  });
});
