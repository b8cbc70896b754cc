import { describe, expect, it } from '@jest/globals';
import { checkedLimits, defaultLimits } from '../index.js';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');
const fewActivities = { evaluation: { limits: { ...defaultLimits, 'open-activities': { warnAt: 2, max: 3 } } } };
const fewSignals = { evaluation: { limits: { ...defaultLimits, signals: { warnAt: 2, max: 3 } } } };

specify('a fan-out', (given) => {
  it('near its limit is recorded and told once', async () => {
    const instance = given(
      saga(async (ctx) => {
        for (let i = 0; i < 4; i += 1) await Promise.all([ctx.activity(call, i), ctx.activity(call, i)]);
      }),
      fewActivities,
    );
    await instance.start();
    for (let i = 1; i <= 8; i += 1) await instance.complete(`web.call#${i}`);
    expect(instance.status).toBe('completed');
    expect(instance.eventsOf('LimitApproached')).toEqual([
      { index: 3, type: 'LimitApproached', limit: 'open-activities', value: 2, max: 3 },
    ]);
    expect(instance.log).toEqual([
      { level: 'warn', message: 'this run comes near its limit of open-activities', fields: { value: 2, max: 3 } },
    ]);
  });

  it('beyond it fails the saga, which is undone, and no further command leaves', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(undoable('hotel.book'), 1, { id: 'book' });
        await Promise.all([1, 2, 3, 4].map((n) => ctx.activity(call, n)));
      }),
      fewActivities,
    );
    await instance.start();
    await instance.complete('book');
    expect(instance.commands().map(({ activityId }) => activityId)).toEqual(['book', 'book']);
    expect(instance.eventsOf('LimitReached')).toMatchObject([{ limit: 'open-activities', value: 3, max: 3 }]);
    expect(instance.eventsOf('CompensationPlanned')[0]).toMatchObject({
      cause: 'failure',
      error: { type: 'LIMIT_REACHED', message: 'this run has 3 open activities: it may not schedule another' },
      plan: [{ run: 0, activityId: 'book' }],
    });
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
  });

  it('beyond it while a cancel cleans up ends as the cancel would', async () => {
    const instance = given(
      saga(async (ctx) => {
        try {
          await ctx.receive(approve);
        } finally {
          await Promise.all([1, 2, 3, 4].map((n) => ctx.activity(call, n)));
        }
      }),
      fewActivities,
    );
    await instance.start();
    await instance.cancel(false);
    expect(instance.status).toBe('canceled');
  });

  it('beyond it past the pivot waits for an operator, and goes on when there is room again', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        await Promise.all([1, 2, 3, 4].map((n) => ctx.activity(call, n)));
        return 'through';
      }),
      fewActivities,
    );
    await instance.start();
    expect(instance.status).toBe('forward-failed');
    expect(instance.eventsOf('SagaForwardFailed')[0]).toMatchObject({ error: { type: 'LIMIT_REACHED' } });
    await instance.complete('web.call#1');
    await instance.operator('retry');
    expect(instance.commands('web.call#4')).toHaveLength(1);
    for (const n of [2, 3, 4]) await instance.complete(`web.call#${n}`);
    expect(instance.output).toBe('through');
  });

  it('beyond it past the pivot what else is waited for is told before and after a retry', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        return Promise.all([ctx.receive(approve), ...[1, 2, 3, 4].map((n) => ctx.activity(call, n))]);
      }),
      fewActivities,
    );
    await instance.start();
    const signals = () => instance.waitingFor.filter(({ kind }) => kind === 'signal').map(({ id }) => id);
    expect(signals()).toEqual(['approve']);
    await instance.operator('retry');
    expect(signals()).toEqual(['approve']);
    expect(instance.status).toBe('forward-failed');
  });
});

specify('unread signals', (given) => {
  it('near their limit are recorded once, and beyond it refused', async () => {
    const instance = given(
      saga((ctx) => ctx.activity(call, 1)),
      fewSignals,
    );
    await instance.start();
    for (let i = 0; i < 3; i += 1) await instance.signal('approve', i);
    expect(instance.eventsOf('LimitApproached')).toMatchObject([{ limit: 'signals', value: 2, max: 3 }]);
    expect(await instance.signal('approve', 4)).toMatchObject({ kind: 'refused', code: 'LIMIT_REACHED' });
  });
});

describe('limits', () => {
  it('are taken as they are where they are whole numbers from 1 on', () => {
    expect(checkedLimits(defaultLimits)).toBe(defaultLimits);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('refuse %p, naming the field', (max) => {
    expect(() => checkedLimits({ ...defaultLimits, history: { warnAt: 1, max } })).toThrow(
      `limits.history.max: ${max} is not a whole number from 1 on`,
    );
  });
});
