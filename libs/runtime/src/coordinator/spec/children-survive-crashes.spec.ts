import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '@skald/ports';
import { family } from './family.for-spec.js';
import { DyingJournal, FaultyBus } from './faults.for-spec.js';
import { World } from './world.for-spec.js';

const id = 'order-42';
const child = `${id}:0:family#1`;
const grandchild = `${child}:0:family#1`;
const family3 = [id, child, grandchild];

/** Three levels hold something, the root fails, and everything is undone. */
const start = {
  type: 'start',
  saga: 'family',
  input: { holds: true, children: [{ holds: true, children: [{ holds: true }] }], fails: 'No' },
};

class DyingBus extends FaultyBus {
  constructor(
    world: World,
    private left: number,
  ) {
    super(world.bus);
  }

  override async publish(records: readonly OutgoingRecord[]) {
    if (this.left-- === 0) this.hang = true;
    return super.publish(records);
  }
}

async function restarted(world: World): Promise<void> {
  const drained = world.coordinator.drain(10);
  await world.clock.advance(100);
  await drained;
  await world.boot([family]);
  await world.clock.advance(5_000);
}

async function everythingUndone(world: World): Promise<void> {
  for (const workflowId of family3) {
    expect([workflowId, await world.status(workflowId)]).toEqual([workflowId, 'compensated']);
    const history = await world.history(workflowId);
    expect(history.filter((type) => type === 'SagaStarted')).toHaveLength(1);
    expect(history.filter((type) => type === 'UndoRequested')).toHaveLength(workflowId === id ? 0 : 1);
  }
  const distinct = [...new Set(world.commands.map((c) => `${c.type} ${c.workflowId}`))];
  expect(distinct).toEqual([
    ...family3.map((workflowId) => `execute ${workflowId}`),
    ...family3.toReversed().map((workflowId) => `compensate ${workflowId}`),
  ]);
  expect(world.deadLetters).toEqual([]);
}

/** The story takes this many commits, and as many groups of records. */
const steps = [...Array(15).keys()];

describe('I-15 a crash anywhere between a parent and its children is safe', () => {
  it.each(steps)('at commit %i', async (step) => {
    const world = new World();
    const journal = new DyingJournal(world.store.journal, step);
    await world.open([family], { journal });
    await world.send(start);
    expect(journal.hang).toBe(true);
    await restarted(world);
    await everythingUndone(world);
  });

  it.each(steps)('after commit %i, before anything is sent', async (step) => {
    const world = new World();
    const bus = new DyingBus(world, step);
    await world.open([family], { bus });
    await world.send(start);
    expect(bus.hang).toBe(true);
    await restarted(world);
    await everythingUndone(world);
  });
});

describe('one machine whose bus keeps nothing over a restart', () => {
  const options = { resendOpenCommands: true };

  it.each(steps.slice(1))('K10 repeats what parent and children had to tell each other at commit %i', async (step) => {
    const before = new World();
    const journal = new DyingJournal(before.store.journal, step);
    await before.open([family], { ...options, journal });
    await before.send(start);
    expect(journal.hang).toBe(true);
    const world = await new World(before).open([family], options);
    await world.clock.advance(5_000);

    for (const workflowId of family3) {
      expect([workflowId, await world.status(workflowId)]).toEqual([workflowId, 'compensated']);
    }
  });
});
