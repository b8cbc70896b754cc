import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import { FaultyJournal } from './faults.for-spec.js';
import { broken, fixed } from './changed-shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const signal = (signalId: string) => ({ type: 'signal', name: 'approve', signalId, payload: { by: 'ana' } });

async function seqs(world: World): Promise<number[]> {
  return (await world.store.journal.page('default/order-42', -1, 1_000)).map((turn) => turn.seq);
}

async function restarted(world: World, sagas: SagaDefinition[], options = {}): Promise<void> {
  await world.drained();
  await world.boot(sagas, options);
}

describe('inputs of a parked instance (V10)', () => {
  it('I-03 are recorded without a gap when the code still has its bug', async () => {
    const world = await new World().open([broken]);
    await world.send(start);
    expect(await world.status()).toBe('parked');
    for (const id of ['a', 'b']) await world.send(signal(id));
    await restarted(world, [broken]);
    for (const id of ['c', 'd']) await world.send(signal(id));

    const found = await seqs(world);
    expect(found).toEqual(found.map((_, i) => i));
    expect((await world.history()).filter((type) => type === 'SignalReceived')).toHaveLength(4);
    expect(await world.status()).toBe('parked');
    await restarted(world, [fixed]);
    await world.clock.advance(70_000);
    expect(await world.status()).toBe('completed');
  });

  it('V3 are decided again when somebody else revived it first', async () => {
    const world = await new World().open([broken]);
    await world.send(start);
    const journal = new FaultyJournal(world.store.journal);
    journal.failAfter = 1;
    // The answer to the reviving turn is lost: its repeat is a conflict.
    await restarted(world, [fixed], { journal });
    await world.clock.advance(70_000);

    const found = await seqs(world);
    expect(found).toEqual(found.map((_, i) => i));
    expect(await world.status()).toBe('completed');
  });
});
