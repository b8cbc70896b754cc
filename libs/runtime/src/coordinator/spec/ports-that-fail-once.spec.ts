import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@skald/ports';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

type When = 'before' | 'after';

/** Every port of the store behind one counter: the call of that number loses its connection, before or after it was carried out. */
class Connection {
  isCounted = false;
  calls = 0;

  constructor(
    private readonly lost: number,
    private readonly when: When,
  ) {}

  over<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]): Promise<unknown> => {
          const isLost = this.isCounted && (this.calls += 1) === this.lost;
          const gone = new StoreUnavailable('the connection was reset');
          if (isLost && this.when === 'before') throw gone;
          const answer: unknown = await Reflect.apply(method, target, given);
          if (isLost) throw gone;
          return answer;
        };
      },
    });
  }
}

/** One that completes and one that is undone, over a store that loses its connection at that call. */
async function told(lost: number, when: When) {
  const world = new World();
  const connection = new Connection(lost, when);
  world.answer = ({ type, activityId, workflowId }) =>
    type === 'execute' && activityId === 'charge' && workflowId === 'refused'
      ? { type: 'failed', error: { type: 'CardDeclined', message: 'no' }, retryable: false, effect: 'none' }
      : { type: 'completed', output: activityId };
  const { journal, instances, custody, versions } = world.store;
  await world.open([shop], {
    journal: connection.over(journal),
    instances: connection.over(instances),
    custody: connection.over(custody),
    versions: connection.over(versions),
  });
  // What fails before it has begun is begun again by who runs it.
  connection.isCounted = true;
  for (const name of ['paid', 'refused'])
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } }, name);
  await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, 'paid');
  await world.clock.advance(70_000);
  const keys = world.commands.map(({ idempotencyKey }) => idempotencyKey);
  const found = await world.store.instances.find(['default/paid', 'default/refused']);
  const result = {
    ended: found.map((one) => [one?.status, one?.output]),
    histories: [await world.history('paid'), await world.history('refused')],
    commands: [...new Set(keys)].sort(),
    deadLetters: world.deadLetters,
    ready: world.coordinator.health().ready,
  };
  const drained = world.coordinator.drain(1_000);
  await world.clock.advance(1_000);
  await drained;
  return { result, calls: connection.calls };
}

describe('a store that drops every connection at one of the awaits', () => {
  it.each(['before', 'after'] as const)(
    'M2 %s the call was carried out: the same result, whichever it is',
    async (when) => {
      const clean = await told(0, when);
      expect(clean.result.ended).toEqual([
        ['completed', { payment: 'charge' }],
        ['compensated', undefined],
      ]);
      expect(clean.calls).toBeGreaterThan(10);
      for (let lost = 1; lost <= clean.calls; lost += 1) {
        const { result } = await told(lost, when);
        expect([lost, result]).toEqual([lost, clean.result]);
      }
    },
    120_000,
  );
});
