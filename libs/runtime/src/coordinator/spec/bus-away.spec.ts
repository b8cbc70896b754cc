import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { BusUnavailable } from '@skald/ports';
import { z } from 'zod';
import { FaultyBus } from './faults.for-spec.js';
import { shop } from './shop.for-spec.js';
import { WorldWithWorker } from './worker.for-spec.js';
import { World } from './world.for-spec.js';

const minute = 60_000;
const names = Array.from({ length: 100 }, (_, n) => `order-${n}`);
const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 2_000 } });
const approval = JSON.stringify({ type: 'signal', name: 'approve', signalId: 's', payload: { by: 'ana' } });

/** It takes every record, and the acknowledgement of what is new to it is lost. */
class ForgetfulBus extends FaultyBus {
  lost = 0;
  readonly #known = new Set<unknown>();

  override async publish(records: Parameters<FaultyBus['publish']>[0]) {
    const outcomes = await super.publish(records);
    const isNew = records.some(({ value }) => !this.#known.has(value));
    for (const { value } of records) this.#known.add(value);
    if (!isNew) return outcomes;
    this.lost += 1;
    throw new BusUnavailable('the acknowledgement was lost');
  }
}

const steps = ['a', 'b', 'c'].map((name) =>
  defineActivity(`payments.${name}`, { input: z.null(), output: z.null(), compensable: true }),
);
const three: SagaDefinition = {
  contract: defineSaga('three', { input: z.null(), output: z.null() }),
  version: 1,
  options: {},
  async run(ctx) {
    for (const step of steps) await ctx.activity(step, null);
    return null;
  },
};

describe('a bus that is away for ten minutes', () => {
  it('L6 [broker-down] takes nothing with it: what was taken in is journalled, is published when it is back, and no lag is left', async () => {
    const world = new World();
    const bus = new FaultyBus(world.bus);
    await world.open([shop], { bus });
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
    await world.clock.advance(1_000);
    const before = world.commands.length;
    bus.failBefore = Number.POSITIVE_INFINITY;
    // The last records that the bus had handed over.
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value: approval })));
    await world.clock.advance(10 * minute);
    expect(world.coordinator.health()).toMatchObject({
      ready: false,
      problems: ['the bus does not answer: told to fail'],
    });
    expect(world.commands).toHaveLength(before);
    for (const name of names) expect(await world.history(name)).toContain('SignalReceived');

    bus.failBefore = 0;
    await world.clock.advance(minute);
    for (const name of names) expect(await world.status(name)).toBe('completed');
    expect(world.commands).toHaveLength(3 * names.length);
    expect(world.coordinator.health()).toMatchObject({ ready: true, problems: [], waiting: 0 });
  });
});

describe('an acknowledgement of the bus that is lost', () => {
  it('L4 leaves the same record again behind the first, in order: one of them counts', async () => {
    const world = new WorldWithWorker();
    const bus = new ForgetfulBus(world.bus);
    await world.open([three], { bus });
    await world.work(...steps);
    await world.send({ type: 'start', saga: 'three', input: null });
    for (let call = 0; call < steps.length; call += 1) {
      await world.clock.advance(2_000);
      world.calls[call]!.end(null);
    }
    await world.clock.advance(10_000);

    expect(bus.lost).toBeGreaterThan(3);
    expect(await world.status()).toBe('completed');
    expect(world.calls).toHaveLength(3);
    expect((await world.history()).filter((type) => type === 'ActivityCompleted')).toHaveLength(3);
    const sent = bus.published.filter(({ topic }) => topic === 'saga.commands.payments').map((record) => record.value);
    expect(sent.length).toBeGreaterThan(3);
    // The second of each is the same to the byte, and nothing stands between them.
    expect(sent.filter((one, n) => one !== sent[n - 1])).toHaveLength(3);
    expect(world.deadLetters).toEqual([]);
  });
});
