import { expect, it } from '@jest/globals';
import { ActivityFailure } from '../index.js';
import { activity, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call', {
  errors: ['Refused'],
  retry: { maxAttempts: 5, initialInterval: '1s', backoffCoefficient: 2, maxInterval: '3s' },
});

specify('retries', (given) => {
  const seen: unknown[] = [];
  const code = saga(async (ctx) => {
    try {
      return await ctx.activity(call, 1, { id: 'call' });
    } catch (error) {
      seen.push(error);
      throw error;
    }
  });

  it('B2 [activity-fails] makes exactly as many attempts as allowed, and the last error surfaces', async () => {
    const instance = given(code);
    await instance.start();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(instance.commands('call')).toHaveLength(attempt);
      await instance.fail('call', `Broken${attempt}`);
      await instance.pass(seconds(60));
    }
    expect(instance.commands('call')).toHaveLength(5);
    expect(new Set(instance.commands('call').map((c) => c.idempotencyKey))).toEqual(new Set(['w-1:call:execute']));
    expect(instance.status).toBe('failed');
    expect(instance.eventsOf('SagaFailed')[0]).toMatchObject({
      cause: 'failure',
      error: { type: 'Broken5', message: 'Broken5 happened', activityId: 'call' },
    });
    const error = seen.at(-1) as ActivityFailure;
    expect(error).toBeInstanceOf(ActivityFailure);
    expect(error).toMatchObject({
      code: 'ACTIVITY_FAILURE',
      activity: 'web.call',
      outcome: 'unknown',
      type: 'Broken5',
    });
  });

  it('back off by the coefficient up to the longest interval', async () => {
    const instance = given(code);
    await instance.start();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await instance.fail('call');
      const next = Date.parse(instance.eventsOf('ActivityAttemptFailed').at(-1)!.nextAttemptAt!);
      waits.push(next - instance.now);
      await instance.pass(next - instance.now - 1);
      expect(instance.commands('call')).toHaveLength(attempt);
      await instance.pass(1);
      expect(instance.commands('call')).toHaveLength(attempt + 1);
    }
    expect(waits).toEqual([1_000, 2_000, 3_000, 3_000]);
  });

  it('say of each attempt but the first when it was issued', async () => {
    const instance = given(code);
    await instance.start();
    await instance.pass(seconds(5));
    await instance.fail('call');
    await instance.pass(seconds(1));
    const scheduledAt = '2026-11-22T10:00:00.000Z';
    expect(instance.commands('call').map((c) => [c.scheduledAt, c.issuedAt])).toEqual([
      [scheduledAt, undefined],
      [scheduledAt, '2026-11-22T10:00:06.000Z'],
    ]);
  });

  it('say what they wait for', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call');
    expect(instance.waitingFor).toEqual([
      {
        kind: 'activity',
        id: 'call',
        since: '2026-11-22T10:00:00.000Z',
        until: '2026-11-22T10:00:01.000Z',
        attempt: 1,
        detail: 'attempt 1, the last failed: Broken happened',
      },
    ]);
  });

  it('wait as long as the participant asks', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call', 'Busy', { retryAfterMs: 7_500 });
    await instance.pass(7_499);
    expect(instance.commands('call')).toHaveLength(1);
    await instance.pass(1);
    expect(instance.commands('call')).toHaveLength(2);
  });

  it('B3 stop at an error that the contract names, which is certain', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call', 'Refused');
    expect(instance.commands('call')).toHaveLength(1);
    expect(instance.eventsOf('ActivityFailed')[0]).toMatchObject({ outcome: 'none', error: { type: 'Refused' } });
    expect(instance.status).toBe('failed');
  });

  it('B3 stop at an error that is flagged', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call', 'Terminal', { retryable: false });
    expect(instance.commands('call')).toHaveLength(1);
    expect(instance.eventsOf('ActivityFailed')[0]).toMatchObject({ outcome: 'unknown' });
  });

  it('a named error that is flagged as retryable is tried again', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call', 'Refused', { retryable: true });
    await instance.pass(seconds(1));
    expect(instance.commands('call')).toHaveLength(2);
  });

  it('an output that does not fit its contract counts as a failed attempt of unknown effect', async () => {
    const strict = {
      ...call,
      output: {
        '~standard': { version: 1, vendor: 'x', validate: () => ({ issues: [{ message: 'is wrong', path: ['id'] }] }) },
      },
    } as typeof call;
    const instance = given(saga((ctx) => ctx.activity(strict, 1, { id: 'call' })));
    await instance.start();
    await instance.complete('call', {});
    expect(instance.eventsOf('ActivityAttemptFailed')[0]).toMatchObject({
      effect: 'unknown',
      error: { type: 'skald.InvalidOutput', message: 'the output of web.call does not fit its contract: /id is wrong' },
    });
    expect(instance.status).toBe('running');
    await instance.complete('call', {}, { attempt: 1 });
    expect(instance.eventsOf('ActivityAttemptFailed')).toHaveLength(1);
  });

  it('a completion of an earlier attempt settles the activity', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('call');
    await instance.pass(seconds(1));
    await instance.complete('call', 'late but right', { attempt: 1 });
    expect(instance.output).toBe('late but right');
  });
});
