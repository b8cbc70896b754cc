import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 2_000 } });
const approval = JSON.stringify({ type: 'signal', name: 'approve', signalId: 's', payload: { by: 'ana' } });
const names = Array.from({ length: 20 }, (_, i) => `order-${i}`);

describe('several coordinators', () => {
  it('a second one takes half of the partitions over, with the instances on them', async () => {
    const world = await new World().open([shop]);
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
    await world.clock.advance(1_000);
    const second = await world.another([shop]);
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value: approval })));
    await world.clock.advance(1_000);

    for (const name of names) expect(await world.status(name)).toBe('completed');
    expect([world.coordinator.health().partitions, second.health().partitions]).toEqual([1, 1]);
  });

  it('the one that stays takes over the timers of the one that leaves', async () => {
    const world = await new World().open([shop]);
    const second = await world.another([shop]);
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
    await world.clock.advance(1_000);
    const drained = second.drain(1_000);
    await world.clock.advance(2_000);
    await drained;
    await world.clock.advance(2 * 86_400_000);

    for (const name of names) expect(await world.status(name)).toBe('compensated');
  });
});
