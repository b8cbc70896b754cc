import { describe, expect, it } from '@jest/globals';

import { shop, approve } from '../coordinator/spec/shop.for-spec.js';
import type { ForeignRecord } from '../foreign/foreign-record.js';
import { approvals, committingNothing, ExistingTopics, orders } from './rig.for-spec.js';
import { signalsFrom, startsFrom } from './source.js';

describe('records of an existing topic', () => {
  it('become starts: one instance each', async () => {
    const topics = await new ExistingTopics().open([orders]);
    const { world } = topics;
    await topics.publish('orders.placed', 'x', { id: 'o-1', total: 5 });
    expect(await world.status('o-1')).toBe('completed');
    expect(world.replies).toMatchObject([
      { type: 'accepted', workflowId: 'o-1', requestId: expect.stringMatching(/^orders\.placed-\d@0.*\/start\.shop$/) },
      { type: 'closed', workflowId: 'o-1', status: 'completed' },
    ]);
  });
});

describe('a start with a delay', () => {
  const later = startsFrom('orders.placed', shop.contract, (event: { id: string; total: number }) => ({
    ...{ workflowId: event.id, input: { total: event.total } },
    delay: '1 hour',
  }));

  it('is there at once, and its code begins so much later', async () => {
    const topics = await new ExistingTopics().open([later]);
    const { world } = topics;
    await topics.publish('orders.placed', 'k', { id: 'o-1', total: 5 });
    expect(await world.status('o-1')).toBe('running');
    expect(world.replies).toMatchObject([{ type: 'accepted', workflowId: 'o-1' }]);
    expect(world.commands).toEqual([]);

    await world.clock.advance(3_600_000);
    expect(await world.status('o-1')).toBe('completed');
  });

  it('keeps a signal of another topic until its code begins', async () => {
    const topics = await new ExistingTopics().open([later, approvals]);
    await topics.publish('orders.placed', 'k', { id: 'o-1', total: 5_000 });
    await topics.publish('orders.approved', 'k', { id: 'o-1', by: 'ana' });
    expect(await topics.world.history('o-1')).toEqual(['SagaStarted', 'SignalReceived']);
    await topics.world.clock.advance(3_600_000);
    expect(await topics.world.status('o-1')).toBe('completed');
  });
});

describe('a record that comes again', () => {
  it('changes nothing, because its ids derive from its place', async () => {
    const topics = new ExistingTopics();
    const dying = committingNothing(topics.world.bus);
    await topics.open([orders, approvals], { bus: dying });
    // The instance stays open, so that a second signal would be taken.
    topics.world.answer = () => undefined;
    await topics.publish('orders.placed', 'x', { id: 'o-1', total: 5_000 });
    await topics.publish('orders.approved', 'x', { id: 'o-1', by: 'ana' });
    const before = await topics.world.history('o-1');
    const answers = topics.world.replies.length;
    await topics.sources.drain(0);

    await topics.boot([orders, approvals]);
    await topics.world.clock.advance(1_000);
    expect(topics.world.replies.length).toBeGreaterThan(answers);
    expect(before.filter((type) => type === 'SignalReceived')).toHaveLength(1);
    expect(await topics.world.history('o-1')).toEqual(before);
  });

  it('is not taken in again once its request is on the broker and its offset committed', async () => {
    const topics = await new ExistingTopics().open([orders]);
    await topics.publish('orders.placed', 'x', { id: 'o-1', total: 5 });
    await topics.sources.drain(1_000);
    const answers = topics.world.replies.length;

    await topics.boot([orders]);
    await topics.publish('orders.placed', 'x', { id: 'o-2', total: 5 });
    expect(topics.world.replies.slice(answers).map(({ workflowId }) => workflowId)).toEqual(['o-2', 'o-2']);
  });

  it('is one signal under an id that the map gives, also when its producer sent it twice', async () => {
    const named = signalsFrom('orders.approved', approve, (event: { id: string; by: string; nr: string }) => ({
      workflowId: event.id,
      payload: { by: event.by },
      signalId: event.nr,
    }));
    const topics = await new ExistingTopics().open([orders, named]);
    await topics.world.send({ type: 'start', saga: 'shop', input: { total: 5_000 } }, 'o-1');
    topics.world.answer = () => undefined;
    await topics.publish('orders.approved', 'x', { id: 'o-1', by: 'ana', nr: 'a-9' });
    await topics.publish('orders.approved', 'x', { id: 'o-1', by: 'ana', nr: 'a-9' });
    const history = await topics.world.history('o-1');
    expect(history.filter((type) => type === 'SignalReceived')).toHaveLength(1);
  });
});

describe('a map', () => {
  it('is told key, headers and place of the record', async () => {
    const seen: ForeignRecord[] = [];
    const curious = startsFrom('orders.placed', shop.contract, (event: { total: number }, record) => {
      seen.push(record);
      return { workflowId: record.key!, input: event };
    });
    const topics = await new ExistingTopics().open([curious]);
    await topics.publish('orders.placed', 'o-9', { total: 5 }, { tenant: 'blue' });
    expect(seen).toMatchObject([
      { topic: 'orders.placed', offset: 0, key: 'o-9', headers: { tenant: 'blue' }, timestamp: expect.any(Date) },
    ]);
    expect(await topics.world.status('o-9')).toBe('completed');
  });

  it('passes a record over by giving undefined', async () => {
    const large = startsFrom('orders.placed', shop.contract, (event: { id: string; total: number }) =>
      event.total < 10 ? undefined : { workflowId: event.id, input: { total: event.total } },
    );
    const topics = await new ExistingTopics().open([large]);
    await topics.publish('orders.placed', 'k', { id: 'small', total: 5 });
    await topics.publish('orders.placed', 'k', { id: 'large', total: 50 });
    expect(await topics.world.status('small')).toBeUndefined();
    expect(await topics.world.status('large')).toBe('completed');
    expect(topics.deadLetters).toEqual([]);
  });

  it('starts instances of the namespace that the source names', async () => {
    const blue = startsFrom(
      'orders.placed',
      shop.contract,
      (event: { id: string; total: number }) => ({ workflowId: event.id, input: { total: event.total } }),
      { namespace: 'blue' },
    );
    const topics = await new ExistingTopics().open([blue]);
    await topics.publish('orders.placed', 'k', { id: 'o-1', total: 5 });
    expect(topics.world.replies).toMatchObject([{ type: 'accepted', namespace: 'blue' }, { type: 'closed' }]);
  });

  it('that asks for what the coordinator refuses is answered on saga.replies', async () => {
    const topics = await new ExistingTopics().open([approvals]);
    await topics.publish('orders.approved', 'k', { id: 'nobody', by: 'ana' });
    expect(topics.world.replies).toMatchObject([{ type: 'rejected', code: 'NOT_FOUND', workflowId: 'nobody' }]);
  });
});

describe('records of one key', () => {
  it('become requests in their order', async () => {
    const topics = await new ExistingTopics().open([orders, approvals]);
    topics.world.answer = () => undefined;
    await topics.publish('orders.placed', 'k', { id: 'o-1', total: 5_000 });
    await topics.world.bus.publish(
      ['ana', 'bob', 'eve', 'joe'].map((by) => ({
        topic: 'orders.approved',
        key: 'o-1',
        value: JSON.stringify({ id: 'o-1', by }),
      })),
    );
    await topics.world.clock.advance(1_000);
    const turns = await topics.world.store.journal.page('default/o-1', -1, 100);
    const signals = turns.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'SignalReceived' ? [event.payload] : [])),
    );
    expect(signals).toEqual(['ana', 'bob', 'eve', 'joe'].map((by) => ({ by })));
  });
});
