import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('closed instances', () => {
  it('are kept for their time and then removed, and open ones stay', async () => {
    const world = await new World().open([shop], { retentionMs: 3_600_000 });
    await world.send(start, 'closed');
    await world.send({ ...start, input: { total: 2_000 } }, 'open');
    await world.clock.advance(3_000_000);
    expect(await world.status('closed')).toBe('completed');
    await world.clock.advance(1_500_000);

    expect(await world.status('closed')).toBeUndefined();
    expect(await world.history('closed')).toEqual([]);
    expect(await world.status('open')).toBe('running');
  });

  it('can be started anew under the same workflowId when they are gone', async () => {
    const world = await new World().open([shop], { retentionMs: 3_600_000 });
    await world.send(start);
    await world.clock.advance(5_000_000);
    await world.send(start);
    await world.clock.advance(1_000);

    expect(await world.status()).toBe('completed');
    expect(await world.history()).toContain('SagaStarted');
  });
});
