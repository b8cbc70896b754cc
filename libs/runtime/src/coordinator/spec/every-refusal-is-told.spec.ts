import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { approve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const key = 'order-42';
const patient: SagaDefinition = {
  ...shop,
  async run(ctx) {
    await ctx.receive(approve);
    return 'approved';
  },
};

describe('what is said of an input and stands in no history', () => {
  it('is said by the next process, when the one that recorded what came before it ended there', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    const journal = new FaultyJournal(world.store.journal);
    await world.open([patient], { bus, journal, topicEpoch: 1 });
    await world.send({ type: 'start', saga: 'shop', input: { total: 10 } });
    const ask = (request: object) => ({ topic: 'saga.requests', key, value: JSON.stringify(request) });
    // While the pause waits for the store, the others come together; their turn is durable, and nothing is published.
    journal.failBefore = 1;
    await world.bus.publish([
      ask({ type: 'pause', requestId: 'first' }),
      ask({ type: 'terminate', requestId: 'ends-it' }),
      ask({ type: 'signal', requestId: 'too-late', name: 'approve', payload: { by: 'bo' } }),
    ]);
    const publish = bus.publish.bind(bus);
    bus.publish = async (records) => {
      const outcomes = await publish(records);
      bus.hang = true;
      return outcomes;
    };
    await world.clock.advance(5_000);
    expect(await world.history()).toContain('SagaTerminated');
    await world.drained();
    await world.boot([patient], { topicEpoch: 1 });
    await world.clock.advance(30_000);

    const told = world.replies.map((reply) => `${reply.requestId ?? ''} ${reply.type}`);
    expect(told).toContain('ends-it accepted');
    expect(told).toContain('too-late rejected');
  });
});
