import { expect, it } from '@jest/globals';
import type { RetryOptions } from '@skald/contracts';
import { activity, saga, seconds, undoable } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');
const once = (retry: RetryOptions) => saga((ctx) => ctx.activity(call, 1, { id: 'call', retry }));

/** Fails every attempt but the last, and tells the waits between them. */
async function waits(instance: InstanceUnderTest, failures: number): Promise<number[]> {
  await instance.start();
  const waited: number[] = [];
  for (let i = 0; i < failures; i += 1) {
    await instance.fail('call');
    const wait = Date.parse(instance.eventsOf('ActivityAttemptFailed').at(-1)!.nextAttemptAt!) - instance.now;
    waited.push(wait);
    await instance.pass(wait);
  }
  return waited;
}

specify('back-off', (given) => {
  it.each<[string, RetryOptions, number[]]>([
    ['fixed', { backoff: 'fixed', backoffCoefficient: 9 }, [1_000, 1_000, 1_000, 1_000]],
    ['linear', { backoff: 'linear' }, [1_000, 2_000, 3_000, 4_000]],
    ['linear, up to the longest', { backoff: 'linear', maxInterval: '2500ms' }, [1_000, 2_000, 2_500, 2_500]],
    ['exponential', { backoff: 'exponential', backoffCoefficient: 3 }, [1_000, 3_000, 9_000, 27_000]],
    ['exponential where nothing is said', {}, [1_000, 2_000, 4_000, 8_000]],
  ])('B2 %s', async (_, retry, expected) => {
    expect(await waits(given(once({ maxAttempts: 5, ...retry })), 4)).toEqual(expected);
  });

  it('B2 jitter takes from each wait, differs between attempts and instances, and is the same on every replay', async () => {
    const code = once({ maxAttempts: 6, backoff: 'fixed', initialInterval: '10s', jitter: 0.5 });
    const of = (workflowId: string) => waits(given(code, { workflowId }), 5);
    const [one, again, other] = [await of('w-1'), await of('w-1'), await of('w-2')];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(new Set(one).size).toBeGreaterThan(1);
    for (const wait of [...one, ...other]) {
      expect(wait).toBeGreaterThan(5_000);
      expect(wait).toBeLessThanOrEqual(10_000);
    }
  });

  it('B3 an error of the deny list is not retried, whatever the participant says, and its effect stays unknown', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(undoable('hotel.book'), 1, { id: 'book', retry: { nonRetryable: ['Malformed'] } });
      }),
    );
    await instance.start();
    await instance.fail('book', 'Malformed', { retryable: true });
    expect(instance.commands('book', 'execute')).toHaveLength(1);
    expect(instance.eventsOf('ActivityFailed')[0]).toMatchObject({ outcome: 'unknown', error: { type: 'Malformed' } });
    expect(instance.commands('book', 'compensate')).toHaveLength(1);
  });

  it('B3 an error that is not on it is retried', async () => {
    const instance = given(once({ nonRetryable: ['Malformed'] }));
    await instance.start();
    await instance.fail('call', 'Busy');
    await instance.pass(seconds(1));
    expect(instance.commands('call')).toHaveLength(2);
  });

  it('B3 a time-out may be on it', async () => {
    const options = { heartbeat: '1s', retry: { nonRetryable: ['skald.Timeout'] } } as const;
    const instance = given(saga((ctx) => ctx.activity(call, 1, { id: 'call', ...options })));
    await instance.start();
    await instance.result('started', 'call');
    await instance.pass(seconds(5));
    expect(instance.commands('call')).toHaveLength(1);
    expect(instance.status).toBe('failed');
  });
});
