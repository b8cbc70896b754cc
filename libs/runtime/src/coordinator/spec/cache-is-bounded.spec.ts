import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

describe('the cache', () => {
  it('weighs an instance that was loaded by its whole history', async () => {
    const world = await new World().open([shop]);
    world.answer = () => ({ type: 'completed', output: 'y'.repeat(100_000) });
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    await world.drained();
    await world.boot([shop], { cacheBytes: 50_000 });
    await world.send({ type: 'pause', reason: 'short' });

    expect(world.coordinator.health().cached).toBe(0);
  });
});
