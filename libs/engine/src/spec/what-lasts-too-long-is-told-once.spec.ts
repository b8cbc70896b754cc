import { expect, it } from '@jest/globals';
import { activity, approve, hours, minutes, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('what lasts too long', (given) => {
  const call = activity('web.call', { escalateAfter: '10m' });

  it('a wait for a signal is told once, shows itself, and goes on', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve, { escalateAfter: '1h' })));
    await instance.start();
    const [quiet] = instance.waitingFor;
    expect(quiet).not.toHaveProperty('escalatedAt');
    await instance.pass(hours(5));
    expect(instance.eventsOf('SagaEscalated')).toEqual([
      {
        ...{ index: 1, type: 'SagaEscalated', kind: 'signal', name: 'approve', wait: 'receive:1' },
        since: '2026-11-22T10:00:00.000Z',
      },
    ]);
    expect(instance.turns.at(-1)).toMatchObject({ causes: ['timer:escalation:receive:1'] });
    expect(instance.waitingFor).toEqual([{ ...quiet, escalatedAt: '2026-11-22T11:00:00.000Z' }]);
    expect(instance.status).toBe('running');
    expect(instance.log).toEqual([
      {
        level: 'warn',
        message: 'the wait for signal approve takes longer than expected, since 2026-11-22T10:00:00.000Z',
        fields: { kind: 'signal', name: 'approve', wait: 'receive:1', since: '2026-11-22T10:00:00.000Z' },
      },
    ]);
    await instance.signal('approve', 'yes');
    expect(instance.output).toBe('yes');
  });

  it('each wait of a loop is told for itself, an early signal never', async () => {
    const instance = given(
      saga(async (ctx) => {
        for await (const payload of ctx.signals(approve, { escalateAfter: '1m' })) if (payload === 'last') break;
      }),
    );
    await instance.start();
    await instance.pass(minutes(2));
    await instance.signal('approve', 'slow');
    await instance.signal('approve', 'quick');
    await instance.pass(minutes(2));
    await instance.signal('approve', 'last');
    expect(instance.eventsOf('SagaEscalated').map((event) => event.kind === 'signal' && event.wait)).toEqual([
      'receive:1',
      'receive:3',
    ]);
  });

  it('a wait that ends in time leaves nothing: no event, and no timer', async () => {
    const instance = given(
      saga(async (ctx) => {
        const first = await ctx.race({ go: ctx.receive(approve, { escalateAfter: '1h' }), late: ctx.timer('1m') });
        await ctx.activity(call, 1);
        return [first.winner, await ctx.receive(approve)];
      }),
    );
    await instance.start();
    await instance.pass(minutes(1));
    await instance.complete('web.call#1');
    expect(instance.live.nextTimerAt).toBeUndefined();
    await instance.pass(hours(3));
    await instance.signal('approve');
    expect(instance.eventsOf('SagaEscalated')).toEqual([]);
  });

  it('an activity is told once, through all its attempts, and still succeeds', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1)));
    await instance.start();
    await instance.fail('web.call#1');
    await instance.pass(minutes(9));
    expect(instance.eventsOf('SagaEscalated')).toEqual([]);
    await instance.pass(minutes(2));
    await instance.fail('web.call#1');
    await instance.pass(hours(1));
    expect(instance.eventsOf('SagaEscalated')).toMatchObject([
      { kind: 'activity', activityId: 'web.call#1', since: '2026-11-22T10:00:00.000Z' },
    ]);
    expect(instance.waitingFor).toMatchObject([
      { kind: 'activity', id: 'web.call#1', escalatedAt: '2026-11-22T10:10:00.000Z' },
    ]);
    await instance.complete('web.call#1', 'done');
    expect(instance.output).toBe('done');
  });

  it('the option of the call counts before that of the contract', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { escalateAfter: '1m' })));
    await instance.start();
    await instance.pass(minutes(1));
    expect(instance.eventsOf('ActivityScheduled')[0]).toMatchObject({ escalateAfterMs: 60_000 });
    expect(instance.eventsOf('SagaEscalated')).toHaveLength(1);
  });

  it('at one instant the deadline comes first, and then there is nothing to tell', async () => {
    const instance = given(saga((ctx) => ctx.activity(call, 1, { deadline: '10m' })));
    await instance.start();
    await instance.pass(hours(1));
    expect(instance.status).toBe('failed');
    expect(instance.eventsOf('SagaEscalated')).toEqual([]);
  });

  it('an instance that is open too long is told once, also while it is undone', async () => {
    const instance = given(
      saga(
        async (ctx) => {
          await ctx.activity(undoable('hotel.book'), 1);
          throw new Error('no');
        },
        { escalateAfter: '1h' },
      ),
    );
    await instance.start();
    expect(instance.eventsOf('SagaStarted')[0]).toMatchObject({ escalateAt: '2026-11-22T11:00:00.000Z' });
    await instance.complete('hotel.book#1');
    await instance.pass(hours(2));
    expect(instance.eventsOf('SagaEscalated')).toMatchObject([{ kind: 'saga', since: '2026-11-22T10:00:00.000Z' }]);
    expect(instance.log.at(-1)).toMatchObject({
      level: 'warn',
      message: 'the instance has been open longer than expected, since 2026-11-22T10:00:00.000Z',
    });
    await instance.undo('hotel.book#1');
    expect(instance.status).toBe('compensated');
    expect(instance.live.nextTimerAt).toBeUndefined();
  });

  it('an instance is open since its code began: after its delay, in an earlier run', async () => {
    const monthly = saga(
      async (ctx, month: number) => {
        await ctx.timer('40m');
        return ctx.continueAsNew(month + 1);
      },
      { escalateAfter: '2h' },
    );
    const instance = given(monthly);
    await instance.start(0, { delayMs: hours(1) });
    expect(instance.eventsOf('SagaStarted')[0]).toMatchObject({ escalateAt: '2026-11-22T13:00:00.000Z' });
    for (let minute = 0; minute < 230; minute += 10) await instance.pass(minutes(10));
    expect(instance.state.run).toBe(4);
    expect(instance.eventsOf('SagaEscalated')).toMatchObject([{ kind: 'saga', since: '2026-11-22T11:00:00.000Z' }]);
    expect(instance.eventsOf('SagaStarted').at(-1)).not.toHaveProperty('openSince');
  });

  it('an instance is open since its code began, also when the start was delayed', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve), { escalateAfter: '2h' }));
    await instance.start(null, { delayMs: hours(1) });
    await instance.pass(hours(4));
    expect(instance.eventsOf('SagaEscalated')).toMatchObject([{ kind: 'saga', since: '2026-11-22T11:00:00.000Z' }]);
  });

  it('is told after a pause, since nothing fires while an instance stands still', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve, { escalateAfter: '1m' })));
    await instance.start();
    await instance.request({ type: 'pause' });
    await instance.pass(hours(1));
    expect(instance.eventsOf('SagaEscalated')).toEqual([]);
    await instance.request({ type: 'resume' });
    await instance.pass(0);
    expect(instance.eventsOf('SagaEscalated')).toHaveLength(1);
  });

  it('may be watched, or not, by newer code: running instances go on', async () => {
    const told = (escalateAfter?: '1h') =>
      saga(async (ctx) => {
        await ctx.receive(approve, escalateAfter === undefined ? {} : { escalateAfter });
        return ctx.activity(activity('web.call'), 1, escalateAfter === undefined ? {} : { escalateAfter });
      });
    const instance = given(told());
    await instance.start();
    await instance.deploy(told('1h'));
    await instance.pass(hours(1));
    expect(instance.eventsOf('SagaEscalated')).toHaveLength(1);
    await instance.deploy(told());
    await instance.signal('approve');
    await instance.complete('web.call#1');
    expect(instance.status).toBe('completed');
  });

  it('out of range parks with the name of the field', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve, { escalateAfter: 'soon' as '1s' })));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('ctx.receive: escalateAfter'),
    });
  });

  it('of several waits for one name the oldest is shown', async () => {
    const instance = given(
      saga(async (ctx) => {
        const first = ctx.receive(approve, { escalateAfter: '1m' });
        await ctx.timer('30s');
        return [await ctx.receive(approve), await first];
      }),
    );
    await instance.start();
    await instance.pass(seconds(30));
    await instance.pass(minutes(1));
    expect(instance.waitingFor).toEqual([
      { kind: 'signal', id: 'approve', since: '2026-11-22T10:00:00.000Z', escalatedAt: '2026-11-22T10:01:00.000Z' },
    ]);
  });
});
