import { expect, it } from '@jest/globals';
import { TimeoutFailure } from '../index.js';
import { activity, minutes, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call', {
  deadline: '10s',
  retry: { maxAttempts: 10, initialInterval: '8s', backoffCoefficient: 1 },
});

specify('the deadline of a whole activity', (given) => {
  const code = saga((ctx) => ctx.activity(call, 1, { id: 'call' }));

  it('B5 ends a back-off that would go beyond it, without another attempt', async () => {
    const instance = given(code);
    await instance.start();
    await instance.pass(seconds(3));
    await instance.fail('call');
    await instance.pass(seconds(6.999));
    expect(instance.status).toBe('running');
    await instance.pass(1);
    expect(instance.storyFrom('ActivityTimedOut')).toEqual([
      'ActivityTimedOut call',
      'ActivityFailed call',
      'SagaFailed',
    ]);
    expect(instance.commands('call')).toHaveLength(1);
  });

  it('B5 wins where both are due at one instant', async () => {
    const instance = given(code);
    await instance.start();
    await instance.pass(seconds(2));
    await instance.fail('call');
    await instance.pass(seconds(8));
    expect(instance.commands('call')).toHaveLength(1);
    expect(instance.status).toBe('failed');
  });

  it('B5 wins after an outage in which both became due', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call');
    await instance.oversleep(minutes(5));
    expect(instance.commands('call')).toHaveLength(1);
    expect(instance.eventsOf('ActivityTimedOut')[0]).toMatchObject({ kind: 'scheduleToClose', attempt: 1 });
  });

  it('B4 fails an activity in flight, whose outcome stays unknown', async () => {
    const failures: unknown[] = [];
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(call, 1, { id: 'call' }).catch((error: unknown) => failures.push(error));
      }),
    );
    await instance.start();
    await instance.pass(seconds(10));
    expect(instance.eventsOf('ActivityFailed')[0]).toMatchObject({
      outcome: 'unknown',
      error: { type: 'skald.Timeout', details: { kind: 'scheduleToClose' } },
    });
    expect(failures.at(-1)).toBeInstanceOf(TimeoutFailure);
    expect(failures.at(-1)).toMatchObject({ kind: 'scheduleToClose', code: 'TIMEOUT_FAILURE' });
    expect(instance.status).toBe('completed');
  });

  it('after attempts that certainly did nothing the outcome is none', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call', 'Busy', { effect: 'none' });
    await instance.oversleep(minutes(1));
    expect(instance.eventsOf('ActivityFailed')[0]).toMatchObject({ outcome: 'none' });
  });

  it('is a day when nothing else is said', async () => {
    const instance = given(saga((ctx) => ctx.activity(activity('web.other'), 1)));
    await instance.start();
    expect(instance.commands()[0]).toMatchObject({ deadline: '2026-11-23T10:00:00.000Z' });
  });
});
