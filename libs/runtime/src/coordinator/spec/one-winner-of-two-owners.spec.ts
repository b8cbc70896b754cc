import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

describe('two owners at once (V3)', () => {
  it('M4 [two-owners] cost time, never truth: the later insert of a seq loses and adopts what is recorded', async () => {
    const world = await new World().open([shop]);
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    // Another owner on topics of its own, but on the same journal: it appends behind the first one's back.
    const elsewhere = await new World().open([]);
    const other = await elsewhere.another([shop], {
      journal: world.store.journal,
      instances: world.store.instances,
      group: 'other',
      topicEpoch: 1,
    });
    elsewhere.answer = () => undefined;
    await elsewhere.send({ type: 'signal', name: 'approve', payload: { by: 'bo' } });
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    await world.clock.advance(5_000);
    await elsewhere.clock.advance(5_000);

    const history = await world.history();
    expect(history.filter((type) => type === 'SignalReceived')).toHaveLength(2);
    expect(history.filter((type) => type === 'PivotPassed')).toHaveLength(1);
    const turns = await world.store.journal.page('default/order-42', -1, 100);
    expect(turns.map((turn) => turn.seq)).toEqual(turns.map((_, i) => i));
    const drained = other.drain(10);
    await elsewhere.clock.advance(100);
    await drained;
  });
});
