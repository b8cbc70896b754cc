import { expect, it } from '@jest/globals';
import { activity, minutes, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('durable timers', (given) => {
  it('C1 fire when their time has come, and not before', async () => {
    const instance = given(saga((ctx) => ctx.timer('2 days').then(() => ctx.now().toISOString())));
    await instance.start();
    expect(instance.waitingFor).toEqual([
      { kind: 'timer', id: 'timer#1', since: '2026-11-22T10:00:00.000Z', until: '2026-11-24T10:00:00.000Z' },
    ]);
    await instance.pass(minutes(2 * 24 * 60) - 1);
    expect(instance.status).toBe('running');
    await instance.pass(1);
    expect(instance.output).toBe('2026-11-24T10:00:00.000Z');
  });

  it('C3 fire once, however often they are due', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('1s');
        await ctx.timer('1h');
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    expect(await instance.tell({ kind: 'wake' }, { kind: 'wake' })).toEqual([
      { kind: 'repeat', answers: [] },
      { kind: 'repeat', answers: [] },
    ]);
    expect(instance.eventsOf('TimerFired')).toHaveLength(1);
  });

  it('of one instant fire in the order in which they were started', async () => {
    const instance = given(
      saga(async (ctx) => {
        const order: number[] = [];
        await Promise.all([3, 1, 2, 1].map((s, i) => ctx.timer(`${s}s`).then(() => order.push(i))));
        return order;
      }),
    );
    await instance.start();
    await instance.oversleep(minutes(1));
    expect(instance.turns).toHaveLength(2);
    expect(instance.output).toEqual([1, 3, 2, 0]);
  });

  it('of zero, and of a date in the past, are legal', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('0s');
        await ctx.timer(new Date(0));
      }),
    );
    await instance.start();
    await instance.pass(0);
    expect(instance.status).toBe('completed');
  });

  it('at a date fire then', async () => {
    const instance = given(saga((ctx) => ctx.timer(new Date('2026-11-22T10:00:30.000Z'))));
    await instance.start();
    expect(instance.live.wakeAt).toBe(Date.parse('2026-11-22T10:00:30.000Z'));
  });

  it('beyond the end of the calendar are cut to it', async () => {
    const instance = given(saga((ctx) => ctx.timer('100000000 days')));
    await instance.start();
    expect(instance.eventsOf('TimerStarted')[0]!.fireAt).toBe('+275760-09-13T00:00:00.000Z');
  });

  it.each([
    ['a negative length', () => '-1s'],
    ['no unit', () => '5'],
    ['a number', () => 5],
    ['NaN', () => NaN],
    ['no date', () => new Date(NaN)],
    ['an infinite one', () => Infinity],
  ])('C7 of %s are refused: the instance is parked, also when the code catches it', async (_, due) => {
    const instance = given(
      saga(async (ctx) => {
        try {
          await ctx.timer(due() as never);
        } catch {
          await ctx.timer('1s');
        }
      }),
    );
    await instance.start();
    expect(instance.status).toBe('parked');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/^ctx\.timer: /),
      detail: { at: expect.stringContaining('durable-timers-fire-once.spec') },
    });
  });

  it('many in one instance are all fired, in turns of bounded size', async () => {
    const instance = given(
      saga(async (ctx) => {
        let fired = 0;
        await Promise.all(Array.from({ length: 1_500 }, (_, i) => ctx.timer(`${i % 7}s`).then(() => (fired += 1))));
        return fired;
      }),
      { checks: 'when asked' },
    );
    await instance.start();
    await instance.oversleep(minutes(1));
    expect(instance.output).toBe(1_500);
    await instance.checkReplay();
  });

  it('do not keep what has settled long before its deadline', async () => {
    const call = activity('web.call');
    const instance = given(
      saga(async (ctx) => {
        for (let i = 0; i < 500; i += 1) await ctx.activity(call, i);
      }),
      { checks: 'when asked' },
    );
    await instance.start();
    for (let i = 1; i < 500; i += 1) await instance.complete(`web.call#${i}`);
    expect(instance.state.timers.size).toBeLessThan(100);
  });
});
