import { expect, it } from '@jest/globals';
import { activity, approve, hours, minutes, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('a start that is delayed', (given) => {
  const hour = { delayMs: hours(1) };
  const waits = saga(async (ctx, input) => [input, ctx.now().toISOString(), await ctx.receive(approve)]);

  it('is there at once, waits for a timer, and begins when the delay is over', async () => {
    const instance = given(waits);
    await instance.start('in', { ...hour, requestId: 'r-1' });
    expect(instance.replies).toMatchObject([{ type: 'accepted', requestId: 'r-1', attached: false }]);
    expect(instance.events).toMatchObject([{ type: 'SagaStarted', beginAt: '2026-11-22T11:00:00.000Z' }]);
    expect(instance.status).toBe('running');
    expect(instance.waitingFor).toEqual([
      { kind: 'timer', id: 'start-delay', since: '2026-11-22T10:00:00.000Z', until: '2026-11-22T11:00:00.000Z' },
    ]);
    await instance.pass(hours(1) - 1);
    expect(instance.events).toHaveLength(1);
    await instance.pass(1);
    expect(instance.turns.at(-1)).toMatchObject({
      causes: ['timer:start-delay'],
      events: [{ type: 'TimerFired', purpose: 'start-delay' }],
    });
    expect(instance.waitingFor).toMatchObject([{ kind: 'signal', id: 'approve' }]);
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual(['in', '2026-11-22T11:00:00.000Z', 'yes']);
  });

  it('keeps the signals that come before', async () => {
    const instance = given(saga((ctx) => Promise.all([ctx.receive(approve), ctx.receive(approve)])));
    await instance.start(null, hour);
    await instance.signal('approve', 1);
    await instance.pass(minutes(30));
    await instance.signal('approve', 2);
    expect(instance.story).toEqual(['SagaStarted', 'SignalReceived', 'SignalReceived']);
    await instance.pass(hours(1));
    expect(instance.output).toEqual([1, 2]);
  });

  it('cancelled before it begins closes as canceled: no code runs, nothing is undone', async () => {
    const book = undoable('hotel.book');
    const instance = given(
      saga(async (ctx) => {
        try {
          await ctx.activity(book, 1);
        } finally {
          ctx.emit({ kind: 'domain-event', topic: 'never', payload: book.input }, 1);
        }
      }),
    );
    await instance.start(null, { ...hour, requestId: 'r-1' });
    await instance.cancel(true, 'changed my mind');
    expect(instance.story).toEqual(['SagaStarted', 'CancelRequested', 'SagaCanceled']);
    expect(instance.replies.at(-1)).toMatchObject({ type: 'closed', status: 'canceled', requestId: 'r-1' });
    expect(instance.waitingFor).toEqual([]);
    expect(instance.live.nextTimerAt).toBeUndefined();
  });

  it('cancelled while it is paused, before it begins, closes as well', async () => {
    const instance = given(waits);
    await instance.start(null, hour);
    await instance.request({ type: 'pause' });
    await instance.cancel();
    expect(instance.status).toBe('canceled');
  });

  it('terminated before it begins is terminated', async () => {
    const instance = given(waits);
    await instance.start(null, hour);
    await instance.request({ type: 'terminate' });
    expect(instance.story).toEqual(['SagaStarted', 'SagaTerminated']);
  });

  it('has its time-out counted from where it begins', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve), { timeout: '10m', escalateAfter: '5m' }));
    await instance.start(null, hour);
    expect(instance.events[0]).toMatchObject({
      deadline: '2026-11-22T11:10:00.000Z',
      escalateAt: '2026-11-22T11:05:00.000Z',
    });
    await instance.pass(hours(2));
    expect(instance.story).toEqual([
      'SagaStarted',
      'TimerFired start-delay',
      'SagaEscalated',
      'SagaTimedOut',
      'SagaFailed',
    ]);
  });

  it('does not begin while it is paused, and does at once when it is resumed later', async () => {
    const instance = given(saga(() => Promise.resolve('begun')));
    await instance.start(null, hour);
    await instance.request({ type: 'pause' });
    await instance.pass(hours(3));
    expect(instance.output).toBeUndefined();
    await instance.request({ type: 'resume' });
    await instance.pass(0);
    expect(instance.output).toBe('begun');
  });

  it('with a bug parks when it begins, and begins under code that works', async () => {
    const instance = given(
      saga(() => {
        throw new TypeError('bug');
      }),
    );
    await instance.start(null, hour);
    await instance.signal('approve', 'kept');
    await instance.pass(hours(1));
    expect(instance.status).toBe('parked');
    await instance.deploy(saga((ctx) => ctx.receive(approve)));
    await instance.tell({ kind: 'revive' });
    expect(instance.output).toBe('kept');
  });

  it('of nothing is no delay', async () => {
    const instance = given(saga((ctx) => ctx.activity(activity('web.call'), 1)));
    await instance.start(null, { delayMs: 0 });
    expect(instance.events[0]).not.toHaveProperty('beginAt');
    expect(instance.story).toEqual(['SagaStarted', 'ActivityScheduled web.call#1']);
  });

  it('again, after the end, waits again', async () => {
    const instance = given(saga((ctx) => Promise.resolve(ctx.run)));
    await instance.start();
    await instance.start(null, { ...hour, onExisting: 'restart-if-closed' });
    expect(instance.status).toBe('running');
    await instance.pass(hours(1));
    expect(instance.output).toBe(1);
  });

  it.each([
    ['delayed', { delayMs: hours(1) }],
    ['begun with a signal', {}],
  ])('%s, the run that continues it begins at once', async (_, start) => {
    const instance = given(
      saga((ctx, input) => (input === 'again' ? Promise.resolve(ctx.run) : ctx.continueAsNew('again'))),
    );
    await instance.request({
      type: 'signal',
      name: 'approve',
      start: { saga: 'trip', input: 'first', ...start },
    } as never);
    await instance.pass(hours(1));
    expect(instance.output).toBe(1);
    expect(instance.eventsOf('SagaStarted').at(-1)).toEqual({
      ...{ index: 0, type: 'SagaStarted', saga: 'trip', version: 1, input: 'again', continued: true },
      ...{ cancelGraceMs: 60_000, recent: { requestIds: [], signalIds: [] } },
    });
  });

  it('counts the time that an instance is open over the runs that continue it', async () => {
    const instance = given(
      saga(
        async (ctx, input) => {
          await ctx.timer('40m');
          return input === 2 ? 'done' : ctx.continueAsNew(Number(input) + 1);
        },
        { escalateAfter: '1h' },
      ),
    );
    await instance.start(0);
    await instance.pass(hours(3));
    expect(instance.output).toBe('done');
    expect(instance.eventsOf('SagaEscalated')).toMatchObject([{ kind: 'saga' }]);
  });
});
