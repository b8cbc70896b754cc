import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const again = { type: 'start', saga: 'shop', input: { total: 10 }, onExisting: 'restart-if-closed' };

describe('an instance that is started again after its end', () => {
  it('J2 runs anew under the same workflowId, in the next run', async () => {
    const world = await new World().open([shop]);
    await world.send({ ...again, requestId: 'first' });
    await world.send({ ...again, requestId: 'second' });
    await world.clock.advance(1_000);

    expect(world.commands.filter((c) => c.activityId === 'ship').map((c) => [c.run, c.idempotencyKey])).toEqual([
      [0, 'order-42:ship:execute'],
      [1, 'order-42:ship:execute.1'],
    ]);
    expect(await world.status()).toBe('completed');
  });

  it('I-18 is not started a third time by the first request, also in another process', async () => {
    const world = await new World().open([shop]);
    await world.send({ ...again, requestId: 'first' });
    await world.send({ ...again, requestId: 'second' });
    await world.drained();
    await world.boot([shop]);
    await world.send({ ...again, requestId: 'first' });
    await world.clock.advance(1_000);

    expect((await world.history()).filter((type) => type === 'SagaStarted')).toHaveLength(2);
    expect(world.replies.filter((reply) => reply.type === 'accepted' && reply.requestId === 'first')).toHaveLength(2);
  });
});
