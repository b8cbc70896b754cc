import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import { z } from 'zod';
import { DyingJournal } from './faults.for-spec.js';
import { approve, reserve } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const any = z.any();
const contractOf = (name: string) => defineSaga(name, { input: any, output: any, signals: [approve] });
const saga = (name: string, run: (ctx: SagaContext) => Promise<unknown>): SagaDefinition => ({
  ...{ contract: contractOf(name), version: 1, options: {} },
  run,
});

const waiting = saga('waiting', (ctx) => ctx.receive(approve));
/** Ends while its child waits. */
const hasty = saga('hasty', async (ctx) => {
  void ctx.child(waiting.contract, { id: 'child', workflowId: 'child', input: {} }).catch(() => undefined);
  await ctx.activity(reserve, {});
  return 'over';
});
/** Lets go of its child when its scope fails, and lives on. */
const changeable = saga('changeable', async (ctx) => {
  await ctx
    .scope(async (inner) => {
      void inner.child(waiting.contract, { id: 'child', workflowId: 'child', input: {} }).catch(() => undefined);
      await inner.activity(reserve, {});
      throw new SagaFailure('NeverMind');
    })
    .catch(() => undefined);
  return ctx.receive(approve);
});
const starting = saga('starting', async (ctx) => {
  await ctx.activity(reserve, {});
  return ctx.detach(waiting.contract, { id: 'child', workflowId: 'child', input: {} });
});
const sagas = [waiting, hasty, starting, changeable];
const options = { resendOpenCommands: true };

/** Killed at this commit, if the story comes so far; then the machine begins anew, with an empty bus. */
async function killedAt(commit: number, name: string): Promise<{ world: World; died: boolean }> {
  const before = new World();
  const journal = new DyingJournal(before.store.journal, commit);
  await before.open(sagas, { ...options, journal });
  await before.send({ type: 'start', saga: name, input: {} });
  // Whatever is acknowledged to be done is stored by then.
  await before.clock.advance(2_000);
  const world = await new World(before).open(sagas, options);
  await world.clock.advance(5_000);
  return { world, died: journal.hang };
}

const commits = [...Array(8).keys()].slice(1);

describe('one machine whose bus keeps nothing over a restart', () => {
  it.each(commits)('K10 E7 cancels the child of a parent that ended, killed at commit %i', async (commit) => {
    const { world } = await killedAt(commit, 'hasty');

    expect([await world.status(), await world.status('child')]).toEqual(['completed', 'canceled']);
    expect((await world.history('child')).filter((type) => type === 'CancelRequested')).toHaveLength(1);
  });

  it.each(commits)('K10 cancels the child that its parent goes on without, killed at commit %i', async (commit) => {
    const { world } = await killedAt(commit, 'changeable');

    expect([await world.status(), await world.status('child')]).toEqual(['running', 'canceled']);
  });

  it.each(commits)('K10 starts what was detached, once, killed at commit %i', async (commit) => {
    const { world } = await killedAt(commit, 'starting');

    expect([await world.status(), await world.status('child')]).toEqual(['completed', 'running']);
    expect((await world.history('child')).filter((type) => type === 'SagaStarted')).toHaveLength(1);
  });

  it('keeps an ended sender among the open ones until what it sent has arrived, and no longer', async () => {
    const arriving = new World();
    const journal = new DyingJournal(arriving.store.journal, 3);
    await arriving.open(sagas, { ...options, journal });
    await arriving.send({ type: 'start', saga: 'hasty', input: {} });
    await arriving.clock.advance(2_000);
    expect(await arriving.status()).toBe('completed');
    expect(await arriving.store.instances.open(undefined, 10)).toEqual(['default/child', 'default/order-42']);

    const world = await new World(arriving).open(sagas, options);
    await world.clock.advance(5_000);
    expect(await world.store.instances.open(undefined, 10)).toEqual([]);
    const [sender] = await world.store.instances.find(['default/order-42']);
    expect(sender?.publishedSeq).toBe(sender?.seq);
    // And nothing is sent once more by the next.
    const { length } = await world.history('child');
    const next = await new World(world).open(sagas, options);
    await next.clock.advance(5_000);
    expect(await next.history('child')).toHaveLength(length);
    expect(next.events).toEqual([]);
  });
});
