import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import { z } from 'zod';
import { family } from './family.for-spec.js';
import { DyingJournal } from './faults.for-spec.js';
import { approve, charge, reserve } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const id = 'order-42';
const child = `${id}:0:family#1`;
const grandchild = `${child}:0:family#1`;

/** Keeps what it did before, tries something in a scope, and goes on when that fails. */
const trip = (tries: (ctx: SagaContext) => Promise<unknown>): SagaDefinition => ({
  contract: defineSaga('trip', { input: z.any(), output: z.any(), signals: [approve] }),
  version: 1,
  options: {},
  async run(ctx) {
    await ctx.activity(reserve, {}, { id: 'kept' });
    try {
      return await ctx.scope(() => tries(ctx));
    } catch (error) {
      if (!(error instanceof SagaFailure)) throw error;
      await ctx.activity(reserve, {}, { id: 'instead' });
      return error.type;
    }
  },
});
const withGrandchild = { holds: true, children: [{ holds: true }] };
/** The child completes; then what follows in the scope is declined. */
const declinedAfterwards = trip(async (ctx) => {
  await ctx.child(family.contract, { input: withGrandchild });
  await ctx.activity(charge, {}, { id: 'charge' });
});
/** What stands beside the child is declined while the child waits. */
const declinedMeanwhile = trip((ctx) =>
  Promise.all([
    ctx.child(family.contract, { input: { ...withGrandchild, waits: true } }),
    ctx.receive(approve).then(() => ctx.activity(charge, {}, { id: 'charge' })),
  ]),
);

function told(world: World): string[] {
  return world.commands.map((c) => `${c.type === 'compensate' ? 'undo ' : ''}${c.workflowId} ${c.activityId}`);
}

async function opened(saga: SagaDefinition, options: object = {}): Promise<World> {
  const world = new World();
  world.answer = ({ activityId }) =>
    activityId === 'charge'
      ? { type: 'failed', error: { type: 'CardDeclined', message: 'no' } }
      : { type: 'completed', output: null };
  await world.open([saga, family], options);
  await world.send({ type: 'start', saga: 'trip', input: null });
  return world;
}

async function wentOn(world: World): Promise<void> {
  const [projection] = await world.store.instances.find([`default/${id}`]);
  expect(projection).toMatchObject({ status: 'completed', output: 'CardDeclined' });
  for (const workflowId of [child, grandchild]) expect(await world.status(workflowId)).toBe('compensated');
  expect(world.deadLetters).toEqual([]);
}

describe.each([
  ['kept in memory', {}],
  ['with the cache switched off', { cacheBytes: 0 }],
])('a child inside a scope that fails, %s', (_, options) => {
  it('that completed is undone as one unit, before the parent goes on, and what lies outside stays', async () => {
    const world = await opened(declinedAfterwards, options);
    await wentOn(world);
    expect(told(world)).toEqual([
      ...[`${id} kept`, `${child} reserve`, `${grandchild} reserve`, `${id} charge`],
      ...[`undo ${grandchild} reserve`, `undo ${child} reserve`, `${id} instead`],
    ]);
  });

  it('that still runs is cancelled, undoes itself, and is waited for', async () => {
    const world = await opened(declinedMeanwhile, options);
    expect(await world.status(child)).toBe('running');
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    await wentOn(world);
    expect(told(world).slice(-3)).toEqual([
      ...[`undo ${grandchild} reserve`, `undo ${child} reserve`, `${id} instead`],
    ]);
  });

  it('whose undo is stuck keeps its parent inside the scope', async () => {
    const world = new World();
    world.answer = ({ type, activityId, workflowId }) =>
      activityId === 'charge' || (type === 'compensate' && workflowId === child)
        ? { type: 'failed', error: { type: 'CardDeclined', message: 'no' }, retryable: false }
        : { type: 'completed', output: null };
    await world.open([declinedAfterwards, family], options);
    await world.send({ type: 'start', saga: 'trip', input: null });
    expect(await world.status(child)).toBe('compensation-failed');
    expect(told(world)).not.toContain(`${id} instead`);
    await world.send({ type: 'resolve', activityId: 'reserve', operation: 'compensate' }, child);
    await wentOn(world);
  });
});

describe('a crash while a scope with a child is undone', () => {
  it.each([...Array(16).keys()])('at commit %i changes nothing', async (step) => {
    const world = new World();
    world.answer = ({ activityId }) =>
      activityId === 'charge'
        ? { type: 'failed', error: { type: 'CardDeclined', message: 'no' } }
        : { type: 'completed', output: null };
    const journal = new DyingJournal(world.store.journal, step);
    await world.open([declinedAfterwards, family], { journal });
    await world.send({ type: 'start', saga: 'trip', input: null });
    expect(journal.hang).toBe(true);
    const drained = world.coordinator.drain(10);
    await world.clock.advance(100);
    await drained;
    await world.boot([declinedAfterwards, family]);
    await world.clock.advance(5_000);
    await wentOn(world);
    expect(new Set(told(world)).size).toBe(7);
  });
});
