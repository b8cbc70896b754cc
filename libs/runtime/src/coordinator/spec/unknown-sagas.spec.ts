import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 }, requestId: 'r' };

describe('a saga that no coordinator here knows', () => {
  it('[unknown-saga] is refused by name at its start, and nothing is recorded', async () => {
    const world = await new World().open([shop]);
    await world.send({ ...start, saga: 'nobody' });

    expect(world.replies).toMatchObject([
      {
        type: 'rejected',
        requestId: 'r',
        code: 'UNKNOWN_SAGA',
        path: '/saga',
        detail: expect.stringContaining('nobody'),
      },
    ]);
    expect(await world.history()).toEqual([]);
  });

  it('[unknown-saga] parks an instance that runs already; what comes is recorded, and taken up where the saga is', async () => {
    const world = await new World().open([shop]);
    await world.send(start);
    const drained = world.coordinator.drain(1_000);
    await world.clock.advance(1_000);
    await drained;
    await world.boot([{ ...shop, contract: { ...shop.contract, name: 'another' } }]);
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    const [parked] = await world.store.instances.find(['default/order-42']);
    expect(parked).toMatchObject({
      status: 'parked',
      waitingFor: [{ kind: 'operator', id: 'parked', detail: expect.stringMatching(/^VERSION_ELSEWHERE: .*shop/) }],
    });
    expect(await world.history()).toContain('SignalReceived');

    await world.another([shop]);
    await world.clock.advance(60_000);
    expect(await world.status()).toBe('completed');
    expect(world.deadLetters).toEqual([]);
  });
});
