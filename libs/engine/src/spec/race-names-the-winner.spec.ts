import { expect, it } from '@jest/globals';
import { activity, approve, decline, minutes, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

specify('ctx.race', (given) => {
  it('gives the named winner and its value', async () => {
    const instance = given(saga((ctx) => ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('1h') })));
    await instance.start();
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual({ winner: 'answered', value: 'yes' });
  });

  it('C4 cancels a losing timer, which never fires', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('1h') });
        await ctx.receive(decline);
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(instance.storyFrom('TimerCanceled')).toEqual(['TimerCanceled timer#1']);
    expect(instance.live.wakeAt).toBeUndefined();
    await instance.oversleep(minutes(120));
    expect(instance.eventsOf('TimerFired')).toEqual([]);
  });

  it('C4 a wait that timed out is not begun again by any replay', async () => {
    const instance = given(
      saga(async (ctx) => {
        const { winner } = await ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('1h') });
        await ctx.timer('1h');
        await ctx.receive(decline);
        return winner;
      }),
    );
    await instance.start();
    for (let hour = 0; hour < 3; hour += 1) {
      await instance.pass(minutes(60));
      await instance.crash();
    }
    const timers = ['TimerStarted timer#1', 'TimerFired timer#1', 'TimerStarted timer#2', 'TimerFired timer#2'];
    expect(instance.story).toEqual(['SagaStarted', ...timers]);
    expect([instance.live.wakeAt, instance.waitingFor.map(({ id }) => id)]).toEqual([undefined, ['decline']]);
    await instance.signal('decline');
    expect(instance.output).toBe('expired');
  });

  it('a losing receive takes no signal', async () => {
    const instance = given(
      saga(async (ctx) => {
        const { winner } = await ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('1s') });
        return [winner, await ctx.receive(approve)];
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    await instance.signal('approve', 'late');
    expect(instance.output).toEqual(['expired', 'late']);
  });

  it('a losing receive gives back a signal that came early, in its order', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('1s');
        const race = await ctx.race({ a: ctx.receive(decline), b: ctx.receive(approve), c: ctx.receive(approve) });
        return [race.winner, await ctx.receive(approve), await ctx.receive(approve)];
      }),
    );
    await instance.start();
    await instance.signal('approve', 1);
    await instance.signal('approve', 2);
    await instance.signal('decline');
    await instance.pass(seconds(1));
    expect(instance.output).toEqual(['a', 1, 2]);
  });

  it('a signal given back goes to whoever has been waiting for one', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('1s');
        const lost = ctx.receive(approve);
        const waiting = ctx.receive(approve);
        const race = await ctx.race({ first: ctx.receive(decline), lost });
        return [race.winner, await waiting];
      }),
    );
    await instance.start();
    await instance.signal('approve', 'given back');
    await instance.signal('decline');
    await instance.pass(seconds(1));
    expect(instance.output).toEqual(['first', 'given back']);
  });

  it('G6 a losing activity goes on and settles later, changing nothing', async () => {
    const instance = given(
      saga(async (ctx) => {
        const { winner } = await ctx.race({ slow: ctx.activity(call, 1, { id: 'slow' }), expired: ctx.timer('1s') });
        await ctx.receive(approve);
        return winner;
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    expect(instance.waitingFor.map(({ id }) => id)).toEqual(['slow', 'approve']);
    await instance.complete('slow', 'too late');
    expect(instance.status).toBe('running');
    await instance.signal('approve');
    expect(instance.output).toBe('expired');
  });

  it('G6 a losing activity counts as unknown until it settles', async () => {
    const book = undoable('hotel.book');
    const instance = given(
      saga(async (ctx) => {
        await ctx.race({ slow: ctx.activity(book, 1, { id: 'slow' }), expired: ctx.timer('1s') });
        throw new Error('no room');
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    expect(instance.commands('slow', 'compensate')[0]).toMatchObject({ forward: { outcome: 'unknown' } });
  });

  it('a branch that fails first fails the race, and the others withdraw', async () => {
    const instance = given(
      saga(async (ctx) => {
        const brittle = ctx.activity(call, 1, { id: 'brittle', retry: { maxAttempts: 1 } });
        try {
          return await ctx.race({ brittle, expired: ctx.timer('1h') });
        } catch (error) {
          return (error as Error).message;
        }
      }),
    );
    await instance.start();
    await instance.fail('brittle');
    expect(instance.output).toBe('Broken happened');
    expect(instance.story).toContain('TimerCanceled timer#1');
  });

  it('of two that have settled the first named wins', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('1s');
        return (await ctx.race({ b: ctx.receive(decline), a: ctx.receive(approve) })).winner;
      }),
    );
    await instance.start();
    await instance.signal('approve');
    await instance.signal('decline');
    await instance.pass(seconds(1));
    expect(instance.output).toBe('b');
  });
});
