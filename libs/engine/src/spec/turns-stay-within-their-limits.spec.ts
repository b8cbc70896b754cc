import { expect, it } from '@jest/globals';
import { utf8Length } from '@skald/contracts';
import { defaultLimits, SagaFailure } from '../index.js';
import { activity, approve, count, saga, undoable } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

const historyOf = (warnAt: number, max: number) => ({ limits: { ...defaultLimits, history: { warnAt, max } } });

function expectBounded(instance: InstanceUnderTest): void {
  for (const turn of instance.turns) {
    expect(utf8Length(JSON.stringify(turn))).toBeLessThan(900_000);
    const decisions = turn.events.filter(({ type }) => type === 'ActivityScheduled');
    expect(decisions.length).toBeLessThanOrEqual(1_000);
  }
}

specify('a turn', (given) => {
  it('2,500 activities at once take three turns of at most 1,000 decisions', async () => {
    const instance = given(
      saga(async (ctx) => {
        const outputs = await Promise.all(Array.from({ length: 2_500 }, (_, i) => ctx.activity(call, i)));
        return outputs.reduce((sum: number, n: number) => sum + n, 0);
      }),
      { checks: 'when asked' },
    );
    await instance.start();
    expect(instance.turns.map(({ events }) => events.length)).toEqual([1_001, 1_000, 500]);
    expect(instance.outcomes.map(({ more }) => more)).toEqual([true, true, false]);
    await instance.checkReplay();
    await instance.tell(
      ...Array.from({ length: 2_500 }, (_, i) =>
        instance.asResult('completed', `web.call#${i + 1}`, { output: i, attempt: 1 }),
      ),
    );
    expect(instance.output).toBe((2_500 * 2_499) / 2);
    await instance.checkReplay();
  }, 60_000);

  it('of which a crash left the rest undone goes on when it is woken', async () => {
    const instance = given(
      saga((ctx) => Promise.all(Array.from({ length: 1_500 }, (_, i) => ctx.activity(call, i)))),
      { checks: 'when asked' },
    );
    const execution = await instance.suspended();
    const first = await execution.turn(
      [instance.asRequest({ type: 'start', saga: 'trip', input: null })],
      instance.now,
      () => instance.code,
    );
    const { execution: reloaded } = await instance.replay(-1, [first.turn!.turn]);
    expect(reloaded.hasWork).toBe(true);
    expect(reloaded.wakeAt).toBe(instance.now);
    const second = await reloaded.turn([{ kind: 'wake' }], instance.now);
    expect(second.turn!.turn.events).toHaveLength(500);
    expect(second.dispositions).toEqual([{ kind: 'repeat', answers: [] }]);
  });

  it('fits the broker whatever the payloads', async () => {
    const instance = given(
      saga(async (ctx) => {
        const big = 'x'.repeat(250_000);
        await Promise.all(Array.from({ length: 9 }, () => ctx.activity(undoable('hotel.book'), big)));
        for (let i = 0; i < 5; i += 1) await ctx.receive(approve);
        throw new SagaFailure('Enough');
      }),
      { checks: 'when asked' },
    );
    await instance.start();
    await instance.tell(
      ...Array.from({ length: 9 }, (_, i) =>
        instance.asResult('completed', `hotel.book#${i + 1}`, { output: 'y'.repeat(250_000), attempt: 1 }),
      ),
      ...Array.from({ length: 5 }, () =>
        instance.asRequest({ type: 'signal', name: 'approve', payload: 'z'.repeat(250_000) }),
      ),
    );
    expect(instance.status).toBe('compensating');
    expectBounded(instance);
    await instance.checkReplay();
  });

  it('of a thousand signals keeps their causes in bounds, too', async () => {
    const instance = given(
      saga((ctx) => ctx.receive(approve)),
      { checks: 'when asked' },
    );
    await instance.start();
    const signals = Array.from({ length: 9_000 }, (_, offset) => ({
      ...instance.asRequest({ type: 'signal', name: 'count', payload: offset }),
      source: {
        stream: 'requests' as const,
        topicEpoch: 0,
        offset,
        label: `saga.requests-${'9'.repeat(40)}@${offset}`,
      },
    }));
    await instance.tell(...(signals as never[]));
    expect(instance.eventsOf('SignalReceived')).toHaveLength(9_000);
    expectBounded(instance);
  });
});

specify('a history', (given) => {
  const endless = saga(async (ctx) => {
    for (;;) await ctx.receive(count);
  });
  const flood = async (instance: InstanceUnderTest, n: number) =>
    instance.tell(
      ...Array.from({ length: n }, (_, i) => instance.asRequest({ type: 'signal', name: 'count', payload: i })),
    );

  it('[history-over-cap] that grows long is warned of once, and fails its saga where it would not end', async () => {
    const instance = given(endless, {
      checks: 'when asked',
      evaluation: historyOf(100, 300),
    });
    await instance.start();
    await flood(instance, 150);
    expect(instance.log).toEqual([
      {
        level: 'warn',
        message: 'this run comes near its limit of history',
        fields: { value: expect.any(Number), max: 300 },
      },
    ]);
    await flood(instance, 200);
    expect(instance.log).toHaveLength(1);
    expect(instance.eventsOf('LimitApproached')).toEqual([
      { index: expect.any(Number), type: 'LimitApproached', limit: 'history', value: expect.any(Number), max: 300 },
    ]);
    expect(instance.eventsOf('LimitReached')).toMatchObject([{ limit: 'history', value: 300, max: 300 }]);
    expect(instance.eventsOf('SagaFailed')[0]).toMatchObject({
      error: { type: 'HISTORY_TOO_LARGE', message: 'the history of this run has over 300 events' },
    });
    await instance.checkReplay();
  }, 60_000);

  it('[history-over-cap] that grows too long is undone', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(undoable('hotel.book'), 1, { id: 'book' });
        for (;;) await ctx.receive(count);
      }),
      { evaluation: historyOf(5, 10) },
    );
    await instance.start();
    await instance.complete('book');
    for (let i = 0; i < 7; i += 1) await instance.signal('count', i);
    expect(instance.eventsOf('CompensationPlanned')[0]).toMatchObject({ error: { type: 'HISTORY_TOO_LARGE' } });
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
  });

  it('past the pivot is parked instead', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        for (;;) await ctx.receive(count);
      }),
      { evaluation: historyOf(5, 10) },
    );
    await instance.start();
    for (let i = 0; i < 10; i += 1) await instance.signal('count', i);
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ code: 'HISTORY_TOO_LARGE' });
    expect(instance.live.canRevive).toBe(false);
  });

  it('a saga that ends just then ends', async () => {
    const instance = given(
      saga(async (ctx) => {
        for (let i = 0; i < 9; i += 1) await ctx.receive(count);
        return 'in time';
      }),
      { evaluation: historyOf(5, 11) },
    );
    await instance.start();
    for (let i = 0; i < 9; i += 1) await instance.signal('count', i);
    expect(instance.output).toBe('in time');
  });
});
