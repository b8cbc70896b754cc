import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { Journal } from '@skald/ports';
import { z } from 'zod';
import { World } from './world.for-spec.js';

const add = defineSignal('add', z.number());
const book = defineActivity('inventory.book', { input: z.number(), output: z.unknown(), compensable: true });
const tally = defineSaga('tally', { input: z.number(), output: z.number(), signals: [add] });

/** Adds up signals, three a run, for four runs. */
const counter: SagaDefinition<number, number> = {
  contract: tally,
  version: 1,
  options: {},
  run: async (ctx, sum) => {
    await ctx.activity(book, ctx.run);
    let total = sum;
    for (let i = 0; i < 3; i += 1) total += await ctx.receive(add);
    return ctx.run < 3 ? ctx.continueAsNew(total) : total;
  },
};

const signals = Array.from({ length: 12 }, (_, n) => n);

async function allSignals(world: World): Promise<void> {
  for (const n of signals) await world.send({ type: 'signal', name: 'add', signalId: `s${n}`, payload: n });
}

describe.each([
  ['from the cache', undefined],
  ['with the cache switched off', 0],
])('a saga that continues as new, %s', (_, cacheBytes) => {
  const options = cacheBytes === undefined ? {} : { cacheBytes };

  it('F4 answers its first asker with the result of its last run, and no signal is lost (F2)', async () => {
    const world = await new World().open([counter], options);
    await world.send({ type: 'start', saga: 'tally', input: 0, requestId: 'r-1' });
    await allSignals(world);
    await world.clock.advance(5_000);
    expect(world.replies.filter(({ type }) => type === 'closed')).toMatchObject([
      { requestId: 'r-1', run: 3, status: 'completed', output: 66 },
    ]);
    expect(world.commands.map(({ run, idempotencyKey }) => [run, idempotencyKey])).toEqual(
      [0, 1, 2, 3].map((run) => [run, `order-42:inventory.book#1:execute${run === 0 ? '' : `.${run}`}`]),
    );
    expect(world.deadLetters).toEqual([]);
    await world.coordinator.drain(1_000);
  });

  it('goes on after its process ended in any run, however often', async () => {
    let world = await new World().open([counter], options);
    await world.send({ type: 'start', saga: 'tally', input: 0 });
    for (const n of signals) {
      await world.send({ type: 'signal', name: 'add', signalId: `s${n}`, payload: n });
      await world.clock.advance(1_000);
      await world.coordinator.drain(1_000);
      await world.boot([counter], options);
    }
    await world.clock.advance(5_000);
    expect(await world.status()).toBe('completed');
    const [projection] = await world.store.instances.find(['default/order-42']);
    expect(projection).toMatchObject({ run: 3, output: 66 });
    await world.coordinator.drain(1_000);
    world = new World(world);
  });
});

describe('the journal of a saga that continues as new', () => {
  it('is read from the last run on: what came before costs nothing any more', async () => {
    const world = await new World().open([counter]);
    await world.send({ type: 'start', saga: 'tally', input: 0 });
    await allSignals(world);
    await world.clock.advance(5_000);
    await world.coordinator.drain(1_000);
    const turns = await world.store.journal.page('default/order-42', -1, 1_000);
    const asked: number[] = [];
    const { journal } = world.store;
    const watched: Journal = {
      append: (list) => journal.append(list),
      page: (...question) => journal.page(...question),
      remove: (list) => journal.remove(list),
      read: (questions) => {
        asked.push(...questions.map(({ fromSeq }) => fromSeq));
        return journal.read(questions);
      },
    };
    await world.boot([counter], { journal: watched });
    await world.send({ type: 'signal', name: 'add', payload: 1, requestId: 'late' });
    await world.clock.advance(1_000);
    expect(asked).toEqual([turns.find(({ run }) => run === 3)!.seq]);
    expect(world.replies.at(-1)).toMatchObject({ type: 'rejected', code: 'CLOSED', requestId: 'late' });
    await world.coordinator.drain(1_000);
  });
});
