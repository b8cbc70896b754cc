import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@skald/ports';
import { FaultyJournal } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const large = 'x'.repeat(200_000);
const start = { type: 'start', saga: 'shop', input: { total: 2_000, large } };
const signal = { type: 'signal', name: 'approve', signalId: 'one', payload: { by: 'ana' } };

/** Payloads are kept in the journal itself; there is no store beside it that they are put into. */
describe('a store that flickers while large payloads go in and out', () => {
  it.each([
    ['kept in memory', {}],
    ['loaded before every turn', { cacheBytes: 0 }],
  ])('O3 costs tries, and nothing is lost or done twice: %s', async (_, options) => {
    const world = new World();
    const journal = new FaultyJournal(world.store.journal);
    let reads = 0;
    let failures = 0;
    journal.read = async (questions) => {
      if (++reads % 2 === 1) {
        failures += 1;
        throw new StoreUnavailable('told to flicker');
      }
      return world.store.journal.read(questions);
    };
    const append = journal.append.bind(journal);
    let appends = 0;
    journal.append = async (turns) => {
      // Fails, writes without an answer, answers.
      const kind = appends++ % 3;
      if (kind < 2) failures += 1;
      if (kind === 0) journal.failBefore = 1;
      if (kind === 1) journal.failAfter = 1;
      return append(turns);
    };
    world.answer = ({ type, activityId }) => ({ type: 'completed', output: { of: `${type} ${activityId}`, large } });
    await world.open([shop], { journal, ...options });
    await world.send(start);
    await world.clock.advance(30_000);
    await world.send(signal);
    await world.clock.advance(30_000);

    expect(failures).toBeGreaterThan(4);
    expect(await world.history()).toEqual([
      'SagaStarted',
      ...['reserve', 'charge'].flatMap(() => ['ActivityScheduled', 'ActivityCompleted']),
      ...['TimerStarted', 'SignalReceived', 'TimerCanceled', 'PivotPassed'],
      ...['ActivityScheduled', 'ActivityCompleted', 'SagaCompleted'],
    ]);
    expect([...new Set(world.commands.map((command) => command.idempotencyKey))]).toHaveLength(3);
    expect(new Set(world.commands.map(({ attempt }) => attempt))).toEqual(new Set([1]));
    const turns = await world.store.journal.page('default/order-42', -1, 100);
    expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_turn, i) => i));
    expect(turns.flatMap(({ events }) => events).filter((event) => 'output' in event)).toMatchObject([
      { output: { of: 'execute reserve', large } },
      { output: { of: 'execute charge', large } },
      { output: { of: 'execute ship', large } },
      { output: { payment: { of: 'execute charge', large } } },
    ]);
    expect(world.coordinator.health().ready).toBe(true);
    expect(world.deadLetters).toEqual([]);
  });
});
