import { describe, expect, it } from '@jest/globals';
import type { EncodedTurn, Journal } from '@skald/ports';
import { FaultyBus, FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 2_000 } };
const approval = { type: 'signal', name: 'approve', signalId: 's', payload: { by: 'ana' } };

/** A store that takes some turns never. */
class PickyJournal extends FaultyJournal {
  constructor(
    private readonly inner: Journal,
    private readonly refuses: (turn: EncodedTurn) => boolean,
  ) {
    super(inner);
  }

  override async append(turns: readonly EncodedTurn[]) {
    const taken = turns.filter((turn) => !this.refuses(turn));
    const outcomes = [...(await this.inner.append(taken))];
    return turns.map((turn) =>
      this.refuses(turn) ? ({ kind: 'refused', reason: 'not storable' } as const) : outcomes.shift()!,
    );
  }
}

describe('a turn that the store never takes (V7)', () => {
  it('of a start: the request goes to the dead letters and the partition goes on', async () => {
    const world = new World();
    const journal = new PickyJournal(world.store.journal, ({ turn }) => turn.workflowId === 'order-42');
    await world.open([shop], { journal });
    await world.send(start);
    await world.send({ type: 'start', saga: 'shop', input: { total: 10 } }, 'good');

    expect(world.deadLetters.map((d) => d.reason)).toEqual(['ENGINE_ERROR']);
    expect(await world.status('good')).toBe('completed');
  });

  it('of an input: that one goes to the dead letters, those around it are recorded by the parked instance', async () => {
    const world = new World();
    const poison = ({ eventsJson }: EncodedTurn): boolean => eventsJson.includes('poison');
    await world.open([shop], { journal: new PickyJournal(world.store.journal, poison) });
    await world.send(start);
    const signals = ['ana', 'poison', 'bo'].map((by) => ({ ...approval, signalId: by, payload: { by } }));
    await world.bus.publish(
      signals.map((signal) => ({ topic: 'saga.requests', key: 'order-42', value: JSON.stringify(signal) })),
    );
    await world.clock.advance(5_000);

    expect(world.deadLetters).toHaveLength(1);
    expect(world.deadLetters[0]!.value).toContain('poison');
    expect((await world.history()).filter((type) => type === 'SignalReceived')).toHaveLength(2);
    expect(await world.status()).toBe('parked');
  });
});

describe('a record that the broker never takes', () => {
  const refusing = (world: World, refuse: FaultyBus['refuse']): FaultyBus => {
    const bus = new FaultyBus(world.bus);
    bus.refuse = refuse;
    return bus;
  };

  it('I-17 parks its instance; when it can be sent, it is sent before the instance goes on', async () => {
    const world = new World();
    const bus = refusing(world, (record) => record.topic === 'saga.commands.payments');
    await world.open([shop], { bus });
    await world.send(start);
    expect(await world.status()).toBe('parked');
    bus.refuse = () => false;
    await world.send({ type: 'resume' });
    await world.clock.advance(1_000);

    expect(world.commands.map((c) => c.activityId)).toEqual(['reserve', 'charge']);
    expect(await world.status()).toBe('running');
  });

  it('is found by the next process when the first one died before it could park', async () => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    const bus = refusing(world, (record) => record.topic === 'saga.commands.inventory');
    const publish = bus.publish.bind(bus);
    bus.publish = async (records) => {
      if (records.some(bus.refuse)) journal.hang = true;
      return publish(records);
    };
    await world.open([shop], { bus, journal });
    await world.send(start);
    const drained = world.coordinator.drain(10);
    await world.clock.advance(100);
    await drained;
    await world.boot([shop], { bus: refusing(world, bus.refuse) });
    await world.send(approval);

    expect(await world.status()).toBe('parked');
  });

  it('a dead letter or a reply parks nobody', async () => {
    const world = new World();
    let whole = true;
    const bus = refusing(world, (record) => {
      const isDead = record.topic === 'saga.results.dlq' && record.value !== null;
      if (isDead) whole = false;
      return isDead || record.topic === 'saga.replies';
    });
    await world.open([shop], { bus });
    await world.send({ ...start, input: { total: 2_000 } });
    await world.report({
      type: 'completed',
      namespace: 'default',
      workflowId: 'order-42',
      run: 0,
      activityId: 'never',
      operation: 'execute',
      attempt: 1,
      output: 1,
    });
    await world.send({ type: 'signal', name: 'nobody', payload: {} });

    expect(whole).toBe(false);
    // What can be kept of it: where it stood, and why.
    expect(world.deadLetters).toMatchObject([{ reason: 'UNKNOWN_ACTIVITY', value: '' }]);
    expect(await world.status()).toBe('running');
  });
});
