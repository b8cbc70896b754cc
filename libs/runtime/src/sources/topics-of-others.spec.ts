import { describe, expect, it } from '@jest/globals';
import { BusUnavailable } from '@skald/ports';
import type { MessageBus } from '@skald/ports';

import { withSubscriptions } from '../receive/subscriptions.for-spec.js';
import { ExistingTopics, orders } from './rig.for-spec.js';
import { startsFrom } from './source.js';
import { shop } from '../coordinator/spec/shop.for-spec.js';

const elsewhere = startsFrom('billing.paid', shop.contract, (event: { id: string }) => ({
  workflowId: event.id,
  input: { total: 1 },
}));

describe('a topic that is not there yet', () => {
  it('is waited for, told of, and never created', async () => {
    const topics = await new ExistingTopics().open([elsewhere, orders]);
    const { bus, clock } = topics.world;
    await clock.advance(60_000);
    expect(topics.sources.health()).toEqual({
      ready: false,
      problems: [expect.stringMatching(/^source start\.shop of billing\.paid: billing\.paid not there/)],
      waiting: 0,
    });
    expect(await bus.partitionCounts(['billing.paid', 'billing.paid.dlq'])).toEqual([0, 0]);
    await topics.publish('orders.placed', 'k', { id: 'o-1', total: 5 });
    expect(await topics.world.status('o-1')).toBe('completed');

    await bus.createTopics([{ topic: 'billing.paid', partitions: 1 }]);
    await clock.advance(10_000);
    await topics.publish('billing.paid', 'k', { id: 'paid-1' });
    expect(await topics.world.status('paid-1')).toBe('completed');
    expect(await bus.partitionCounts(['billing.paid.dlq'])).toEqual([1]);
    expect(topics.sources.health().ready).toBe(true);
  });

  it('is not taken in without its dead letters, where nothing may be created', async () => {
    const topics = new ExistingTopics();
    const { bus, clock } = topics.world;
    await bus.createTopics([{ topic: 'billing.paid', partitions: 1 }]);
    await topics.open([elsewhere], { createTopics: false });
    await clock.advance(10_000);
    expect(topics.sources.health().problems).toEqual([
      expect.stringMatching(/billing\.paid\.dlq not there: create it/),
    ]);

    await bus.createTopics([{ topic: 'billing.paid.dlq', partitions: 1 }]);
    await clock.advance(10_000);
    expect(topics.sources.health().problems).toEqual([]);
  });

  it('is waited for no longer when the process ends', async () => {
    const topics = await new ExistingTopics().open([elsewhere]);
    const started = topics.sources.start();
    await Promise.all([topics.sources.drain(1_000), topics.world.clock.advance(10)]);
    await started;
    expect(topics.sources.health().ready).toBe(false);
  });
});

/** A bus that publishes to nobody while `away`; and counts what is paused. */
function flaky(bus: MessageBus) {
  const state = { away: false, paused: 0 };
  const counting = withSubscriptions(bus, (subscription) => ({
    pause: (partitions) => {
      state.paused++;
      subscription.pause(partitions);
    },
  }));
  const wrapped: MessageBus = {
    ...counting,
    publish: (records) => (state.away ? Promise.reject(new BusUnavailable('gone')) : bus.publish(records)),
  };
  return { state, bus: wrapped };
}

describe('while the bus takes no requests', () => {
  it('the topic is paused, nothing is committed, and everything is sent when it is back', async () => {
    const topics = new ExistingTopics();
    const { state, bus } = flaky(topics.world.bus);
    await topics.open([orders], { bus, waiting: 10 });
    state.away = true;
    await topics.world.bus.publish(
      Array.from({ length: 50 }, (_, i) => ({
        topic: 'orders.placed',
        key: 'k',
        value: JSON.stringify({ id: `o-${i}`, total: 5 }),
      })),
    );
    await topics.world.clock.advance(5_000);
    expect(state.paused).toBeGreaterThan(0);
    expect(topics.sources.health()).toMatchObject({
      ready: false,
      problems: [expect.stringMatching(/does not take requests.*gone/)],
    });

    // The process ends meanwhile: another one gets the records again.
    await Promise.all([topics.sources.drain(0), topics.world.clock.advance(10)]);
    await topics.boot([orders]);
    await topics.world.clock.advance(10_000);
    expect(await topics.world.status('o-0')).toBe('completed');
    expect(await topics.world.status('o-49')).toBe('completed');
  });

  it('goes on by itself when it is back', async () => {
    const topics = new ExistingTopics();
    const { state, bus } = flaky(topics.world.bus);
    await topics.open([orders], { bus });
    state.away = true;
    await topics.publish('orders.placed', 'k', { id: 'o-1', total: 5 });
    state.away = false;
    await topics.world.clock.advance(10_000);
    expect(await topics.world.status('o-1')).toBe('completed');
    expect(topics.sources.health().ready).toBe(true);
  });
});
