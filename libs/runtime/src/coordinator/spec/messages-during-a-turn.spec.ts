import { describe, expect, it } from '@jest/globals';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { AppendOutcome, EncodedTurn } from '@skald/ports';
import { z } from 'zod';
import { FaultyJournal } from './faults.for-spec.js';
import { World } from './world.for-spec.js';

const note = defineSignal('note', z.int());
const four: SagaDefinition = {
  contract: defineSaga('four', { input: z.null(), output: z.array(z.int()), signals: [note] }),
  version: 1,
  options: {},
  async run(ctx) {
    const heard: number[] = [];
    while (heard.length < 4) heard.push(await ctx.receive(note));
    return heard;
  },
};

const start = { type: 'start', saga: 'four', input: null };
const signal = (n: number) => ({ type: 'signal', name: 'note', payload: n, signalId: `${n}` });

/** A journal whose appends of one instance are held, or lose their place to somebody else, for as long as the spec says. */
class ContestedJournal extends FaultyJournal {
  held: Promise<void> | undefined;
  conflicts = 0;
  tries = 0;

  override async append(turns: readonly EncodedTurn[]): Promise<readonly AppendOutcome[]> {
    await this.held;
    if (!turns.some(({ turn }) => turn.workflowId === 'order-42' && turn.seq > 0)) return super.append(turns);
    this.tries += 1;
    if (this.conflicts === 0) return super.append(turns);
    this.conflicts -= 1;
    return turns.map(() => ({ kind: 'conflict' }));
  }
}

async function opened(): Promise<{ world: World; journal: ContestedJournal }> {
  const world = new World();
  const journal = new ContestedJournal(world.store.journal);
  await world.open([four], { journal });
  await world.send(start);
  return { world, journal };
}

describe('messages that come during a turn', () => {
  it('S4 are kept for the next one, in their order, and none is settled with what it did not see', async () => {
    const { world, journal } = await opened();
    let release = (): void => undefined;
    journal.held = new Promise((resolve) => (release = resolve));
    await world.send(signal(1));
    for (const n of [2, 3, 4]) await world.send(signal(n));
    expect(world.coordinator.health().waiting).toBe(4);
    journal.held = undefined;
    release();
    await world.clock.advance(100);

    const turns = await world.store.journal.page('default/order-42', -1, 10);
    const heard = turns.map(({ events }) =>
      events.flatMap((event) => (event.type === 'SignalReceived' ? [event.payload] : [])),
    );
    expect(heard).toEqual([[], [1], [2, 3, 4]]);
    expect(turns.map(({ causes }) => causes.length)).toEqual([1, 1, 3]);
    const [ended] = await world.store.instances.find(['default/order-42']);
    expect(ended).toMatchObject({ status: 'completed', output: [1, 2, 3, 4] });
  });
});

describe('a turn that loses its place to another owner again and again', () => {
  it('M4 [write-conflict] is decided anew each time, holds up nobody, and is there once in the end', async () => {
    const { world, journal } = await opened();
    journal.conflicts = 30;
    const [contested, other] = [signal(1), { ...start, input: null }];
    await world.bus.publish([
      { topic: 'saga.requests', key: 'order-42', value: JSON.stringify(contested) },
      { topic: 'saga.requests', key: 'other', value: JSON.stringify(other) },
    ]);
    await world.clock.advance(1_000);

    expect(await world.status('other')).toBe('running');
    expect(journal.tries).toBe(31);
    expect((await world.history()).filter((type) => type === 'SignalReceived')).toHaveLength(1);
    expect(world.deadLetters).toEqual([]);
  });
});
