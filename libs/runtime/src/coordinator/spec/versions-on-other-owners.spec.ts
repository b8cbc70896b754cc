import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';
import { Mortal } from './mortal.for-spec.js';
import { approve, charge, reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const signal = (by: string) => ({ type: 'signal', name: 'approve', signalId: by, payload: { by } });

function version(number: number, run: SagaDefinition['run']): SagaDefinition {
  return { ...shop, version: number, run };
}

const first = version(1, () => Promise.resolve('by version 1'));

/** Version 2, with what its effect waits for. */
function secondWith(effect: () => Promise<unknown>): SagaDefinition {
  return version(2, async (ctx) => {
    await ctx.activity(reserve, 1, { id: 'reserve' });
    const { by } = await ctx.receive(approve);
    const recorded = await ctx.effect('hash', effect);
    await ctx.timer('1 minute');
    await ctx.activity(charge, 1, { id: 'charge' });
    return [by, recorded];
  });
}

/** Of two coordinators the first keeps partition 0. */
function namesOn(world: World, partition: number): string[] {
  const names = Array.from({ length: 12 }, (_, i) => `order-${i}`);
  return names.filter((name) => world.bus.partitionOf(name, 2) === partition);
}

/** Version 2 was here alone and began instances everywhere; then one without it takes over partition 1. */
async function began(
  second: SagaDefinition,
  options = {},
  without: readonly SagaDefinition[] = [first],
): Promise<{ world: World; at: string[]; abroad: string[] }> {
  const world = await new World().open([first, second], options);
  const [at, abroad] = [namesOn(world, 0), namesOn(world, 1)];
  for (const name of [...at, ...abroad]) await world.send(start, name);
  const other = await world.another(without);
  expect([world.coordinator.health().partitions, other.health().partitions]).toEqual([1, 1]);
  return { world, at, abroad };
}

async function outputs(world: World, names: readonly string[]): Promise<unknown[]> {
  const found = await world.store.instances.find(names.map((name) => `default/${name}`));
  return found.map((projection) => projection?.output);
}

const times = (history: readonly string[], type: string): number => history.filter((one) => one === type).length;

describe('an instance whose owner lacks its version', () => {
  it('I2 goes on where its version is, whoever owns the partition, and nothing is doubled', async () => {
    const effects: string[] = [];
    const second = secondWith(async () => effects.push('run'));
    const { world, at, abroad } = await began(second);
    for (const name of [...at, ...abroad]) await world.send(signal(name), name);
    await world.clock.advance(120_000);

    const all = [...at, ...abroad];
    for (const name of all) expect(await world.status(name)).toBe('completed');
    const byEach = new Map((await outputs(world, all)).map((output) => output as [string, number]));
    expect([...byEach.keys()]).toEqual(all);
    expect(effects).toHaveLength(all.length);
    // A command may be sent again before its first publication is known to the owner: under the same key.
    const keys = new Set(world.commands.map((c) => `${c.workflowId} ${c.activityId} ${c.attempt}`));
    expect(keys.size).toBe(2 * all.length);
    for (const name of all) expect(times(await world.history(name), 'ActivityCompleted')).toBe(2);
    for (const name of at) expect(await world.history(name)).not.toContain('SagaParked');
    for (const name of abroad) {
      const turns = await world.store.journal.page(`default/${name}`, -1, 100);
      expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_, i) => i));
      // Its owner took in a signal, a timer and a result: each set it aside once, and once it went on.
      const history = await world.history(name);
      expect([times(history, 'SagaParked'), times(history, 'SagaResumed')]).toEqual([3, 3]);
    }
  });

  it('I4 goes on where its saga is at all, and never fails where nobody knows the type', async () => {
    const unrelated = { ...first, contract: defineSaga('unrelated', { input: z.any(), output: z.any() }) };
    const { world, at, abroad } = await began(
      secondWith(async () => 'x'),
      {},
      [unrelated],
    );
    const all = [...at, ...abroad];
    for (const name of all) await world.send(signal(name), name);
    await world.clock.advance(120_000);
    for (const name of all) {
      expect(await world.status(name)).toBe('completed');
      const history = await world.history(name);
      expect(history).not.toEqual(expect.arrayContaining(['SagaFailed']));
      expect(times(history, 'ActivityCompleted')).toBe(2);
    }
    expect(world.commands.filter(({ type }) => type === 'compensate')).toEqual([]);
    expect(world.deadLetters).toEqual([]);
  });

  it('I-11 has its near timers fired in time by whoever set them', async () => {
    const second = version(2, async (ctx) => {
      await ctx.receive(approve);
      await ctx.timer('3 seconds');
      await ctx.timer('20 seconds');
    });
    const { world, abroad } = await began(second);
    const name = abroad[0]!;
    await world.send(signal('ana'), name);
    await world.clock.advance(200_000);

    const turns = await world.store.journal.page(`default/${name}`, -1, 100);
    const at = (type: string) =>
      turns.filter(({ events }) => events.some((e) => e.type === type)).map((turn) => turn.at);
    const [started, fired] = [at('TimerStarted'), at('TimerFired')];
    expect(fired).toHaveLength(2);
    expect(fired[0]! - started[0]!).toBeLessThan(4_000);
    expect(fired[1]! - started[1]!).toBeLessThan(21_000);
  });

  it('V10 has its inputs recorded by its owner while nobody has its version, and takes all of them up later', async () => {
    const second = secondWith(async () => 'x');
    const { world, at, abroad } = await began(second);
    await world.drained();
    for (const name of abroad) {
      await world.send(signal('ana'), name);
      await world.send(signal('bo'), name);
    }
    expect(await world.status(abroad[0])).toBe('parked');
    await world.clock.advance(3_600_000);
    for (const name of abroad) expect(times(await world.history(name), 'SagaParked')).toBe(1);

    await world.boot([first, second]);
    await world.clock.advance(120_000);
    for (const name of abroad) expect(await world.status(name)).toBe('completed');
    expect(await outputs(world, abroad)).toEqual(abroad.map(() => ['ana', 'x']));
    expect(await world.status(at[0])).toBe('running');
  });

  it('lets its effect end where it runs, set aside meanwhile at most once a minute', async () => {
    let done: (value: string) => void = () => undefined;
    let runs = 0;
    const second = secondWith(() => {
      runs += 1;
      return new Promise<string>((resolve) => (done = resolve));
    });
    const { world, abroad } = await began(second);
    const name = abroad[0]!;
    await world.send(signal('ana'), name);
    await world.clock.advance(600_000);
    expect(times(await world.history(name), 'SagaParked')).toBeLessThanOrEqual(11);
    expect(runs).toBe(1);
    done('x');
    await world.clock.advance(120_000);
    expect(await outputs(world, [name])).toEqual([['ana', 'x']]);
  });

  it('whose effect ended with its process has it run again by the next that has its version', async () => {
    let runs = 0;
    const second = secondWith(() => ((runs += 1) === 1 ? new Promise(() => undefined) : Promise.resolve('x')));
    const { world, abroad } = await began(second);
    const name = abroad[0]!;
    await world.send(signal('ana'), name);
    await world.clock.advance(40_000);
    expect(runs).toBe(1);
    const drained = world.coordinator.drain(10);
    await world.clock.advance(20);
    await drained;
    await world.boot([first, second]);
    await world.clock.advance(200_000);

    expect(runs).toBe(2);
    expect(await outputs(world, [name])).toEqual([['ana', 'x']]);
  });

  it('says why when its version is here and does not replay its history', async () => {
    const second = secondWith(async () => 'x');
    const { world, abroad } = await began(second);
    await world.drained();
    const name = abroad[0]!;
    await world.send(signal('ana'), name);
    await world.boot([first, version(2, async (ctx) => ctx.activity(charge, 1))]);
    await world.clock.advance(5_000);

    const [projection] = await world.store.instances.find([`default/${name}`]);
    expect(projection).toMatchObject({ status: 'parked', parkedFor: 'NONDETERMINISM' });
    const before = await world.history(name);
    await world.clock.advance(3_600_000);
    expect(await world.history(name)).toEqual(before);
  });

  it('K6 is parked for good when it ends the processes that have its version', async () => {
    let present: Mortal | undefined;
    const deadly = version(2, async (ctx) => {
      await ctx.receive(approve);
      present!.die();
      await ctx.timer('1 minute');
    });
    const world = new World();
    present = new Mortal(world);
    await world.open([first, deadly], present.ports);
    const [name] = namesOn(world, 1);
    await world.send(start, name);
    // From now on its owner is another one, and never ends.
    await world.another([first]);
    await world.send(signal('ana'), name);
    let kills = 0;
    for (; kills < 20; kills++) {
      await world.clock.advance(60_000);
      if (!present.isDead) break;
      const drained = world.coordinator.drain(10);
      await world.clock.advance(20);
      await drained;
      present = new Mortal(world);
      await world.boot([first, deadly], present.ports);
    }

    expect(kills).toBe(5);
    const [projection] = await world.store.instances.find([`default/${name}`]);
    expect(projection).toMatchObject({ status: 'parked', parkedFor: 'EVALUATION_KILLED' });
    await world.clock.advance(3_600_000);
    expect(present.isDead).toBe(false);
  });
});
