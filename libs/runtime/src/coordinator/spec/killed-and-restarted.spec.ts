import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';
import { Mortal } from './mortal.for-spec.js';
import { reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const add = defineSignal('add', z.int());
const counter: SagaDefinition = {
  contract: defineSaga('counter', { input: z.null(), output: z.int(), signals: [add] }),
  version: 1,
  options: {},
  run: async (ctx) => (await ctx.receive(add)) + (await ctx.receive(add)),
};

const steps = 30;
const stairs: SagaDefinition = {
  contract: defineSaga('stairs', { input: z.null(), output: z.int() }),
  version: 1,
  options: {},
  async run(ctx) {
    for (let n = 0; n < steps; n += 1) await ctx.activity(reserve, n);
    return steps;
  },
};

/** The present process ends as kill -9 ends it: nothing it asks for is done any more. */
async function kill(world: World, mortal: Mortal): Promise<void> {
  mortal.die();
  const left = world.coordinator.drain(10);
  await world.clock.advance(20);
  await left;
}

describe('a process that is killed', () => {
  it('K3 [process-killed] leaves its counter at 1; in the next process 2 more make 3', async () => {
    const world = new World();
    const mortal = new Mortal(world);
    await world.open([counter], mortal.ports);
    await world.send({ type: 'start', saga: 'counter', input: null });
    await world.send({ type: 'signal', name: 'add', payload: 1, signalId: 'one' });
    await kill(world, mortal);
    await world.boot([counter]);
    await world.send({ type: 'signal', name: 'add', payload: 2, signalId: 'two' });

    const [ended] = await world.store.instances.find(['default/order-42']);
    expect(ended).toMatchObject({ status: 'completed', output: 3 });
  });

  it('S5 after everything has rested for long has a successor that uses no idempotency key again', async () => {
    const world = new World();
    const mortal = new Mortal(world);
    const again = { type: 'start', saga: 'shop', input: { total: 10 }, onExisting: 'restart-if-closed' };
    await world.open([shop], mortal.ports);
    for (const name of ['a', 'b']) await world.send({ ...again, requestId: 'first' }, name);
    await world.clock.oversleep(86_400_000);
    await kill(world, mortal);
    await world.boot([shop]);
    // One that never was, and one that goes on as its next run.
    for (const name of ['c', 'a']) await world.send({ ...again, requestId: 'second' }, name);

    for (const name of ['a', 'b', 'c']) expect(await world.status(name)).toBe('completed');
    const keys = world.commands.map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(4 * 3);
    expect(new Set(keys).size).toBe(4 * 3);
  });
});

describe('one process on one file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skald-killed-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('K10 that is killed twenty times goes on each time at the step it was at, and does each step once', async () => {
    const file = join(folder, 'skald.db');
    const told: string[] = [];
    let world: World | undefined;
    for (let process = 0; process <= 20; process += 1) {
      world = new World(world, { file });
      const mortal = new Mortal(world);
      let answers = process === 20 ? steps : 1;
      world.answer = () => (answers-- > 0 ? { type: 'completed', output: null } : undefined);
      await world.open([stairs], { ...mortal.ports, resendOpenCommands: true });
      if (process === 0) await world.send({ type: 'start', saga: 'stairs', input: null });
      await world.clock.advance(1_000);
      told.push(...new Set(world.commands.map(({ idempotencyKey }) => idempotencyKey)));
      if (process < 20) expect(await world.status()).toBe('running');
      else expect(await world.status()).toBe('completed');
      await kill(world, mortal);
      await world.store.close();
    }
    expect(new Set(told).size).toBe(steps);
    // Only the command that was out is sent again, by each process.
    expect(told).toHaveLength(steps + 20);
  });
});
