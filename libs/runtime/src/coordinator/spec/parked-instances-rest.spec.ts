import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import type { Instances } from '@skald/ports';
import { FaultyJournal } from './faults.for-spec.js';
import { approve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const approval = { type: 'signal', name: 'approve', payload: { by: 'ana' } };
const broken: SagaDefinition = {
  ...shop,
  run: async (ctx) => {
    await ctx.receive(approve);
    (undefined as unknown as { boom(): void }).boom();
  },
};
const fixed: SagaDefinition = { ...shop, run: async (ctx) => ctx.receive(approve) };
const otherVersion: SagaDefinition = { ...fixed, version: 2 };

/** What one process reads. */
function counted(world: World) {
  const reads = { histories: 0, rows: 0, questions: 0 };
  const journal = new FaultyJournal(world.store.journal);
  journal.read = (questions) => {
    reads.histories += questions.length;
    return world.store.journal.read(questions);
  };
  const { instances: stored } = world.store;
  const instances = Object.create(stored, {
    parked: {
      value: async (question: Parameters<Instances['parked']>[0]) => {
        const found = await stored.parked(question);
        reads.questions += 1;
        reads.rows += found.length;
        return found;
      },
    },
  }) as Instances;
  return { reads, ports: { journal, instances } };
}

async function parkedInstances(count: number): Promise<World> {
  const world = await new World().open([broken]);
  for (let i = 0; i < count; i++) {
    await world.send(start, `order-${i}`);
    await world.send(approval, `order-${i}`);
    expect(await world.status(`order-${i}`)).toBe('parked');
  }
  return world;
}

async function restarted(world: World, sagas: SagaDefinition[]) {
  await world.drained();
  const { reads, ports } = counted(world);
  await world.boot(sagas, ports);
  await world.clock.advance(1_000);
  return reads;
}

describe('a parked instance', () => {
  it.each([1, 40])('rests until code can have changed: of %i none is read in a day', async (count) => {
    const world = await parkedInstances(count);
    const reads = await restarted(world, [broken]);
    // Once at the boot.
    expect(reads.histories).toBeGreaterThanOrEqual(count);
    Object.assign(reads, { histories: 0, rows: 0, questions: 0 });
    await world.clock.advance(86_400_000);

    expect([reads.histories, reads.rows]).toEqual([0, 0]);
    expect(reads.questions).toBeLessThanOrEqual((86_400 / 30) * 2);
  });

  it('is not read at all by a process that cannot run it', async () => {
    const world = await parkedInstances(5);
    const reads = await restarted(world, [otherVersion]);
    await world.clock.advance(3_600_000);

    expect([reads.histories, reads.rows]).toEqual([0, 0]);
  });

  it('I6 goes on by itself under code that replays, at the take-over by a process that has it', async () => {
    const world = await parkedInstances(12);
    const reads = await restarted(world, [fixed]);

    for (let i = 0; i < 12; i++) expect(await world.status(`order-${i}`)).toBe('completed');
    expect(reads.questions).toBeLessThanOrEqual(4);
  });

  it('I6 goes on when another member with the new code takes its partition', async () => {
    const world = await parkedInstances(12);
    const other = await world.another([fixed]);
    await world.clock.advance(1_000);
    const completed = [];
    for (let i = 0; i < 12; i++) if ((await world.status(`order-${i}`)) === 'completed') completed.push(i);
    expect(completed.length).toBeGreaterThan(0);
    expect(completed.length).toBeLessThan(12);

    await world.drained();
    for (let i = 0; i < 12; i++) expect(await world.status(`order-${i}`)).toBe('completed');
    expect(other.health().partitions).toBe(2);
  });

  it('is not read again by a process that looked at it, whoever had its partition in between', async () => {
    const world = await parkedInstances(12);
    const reads = await restarted(world, [broken]);
    const other = await world.another([otherVersion]);
    await world.clock.advance(1_000);
    reads.histories = 0;
    const drained = other.drain(1_000);
    await world.clock.advance(2_000);
    await drained;
    await world.clock.advance(60_000);

    expect(world.coordinator.health().partitions).toBe(2);
    expect(reads.histories).toBe(0);
  });

  it('is found although the store was away at the take-over', async () => {
    const world = await parkedInstances(2);
    await world.drained();
    const { instances: stored } = world.store;
    let isAway = true;
    const instances = Object.create(stored, {
      parked: {
        value: (question: Parameters<Instances['parked']>[0]) =>
          isAway ? Promise.reject(new Error('away')) : stored.parked(question),
      },
    }) as Instances;
    await world.boot([fixed], { instances });
    await world.clock.advance(5_000);
    isAway = false;
    await world.clock.advance(2_000);

    expect(await world.status('order-0')).toBe('completed');
  });
});
