import { describe, expect, it } from '@jest/globals';
import type { InDoubtPolicy } from '@skald/contracts';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import { z } from 'zod';
import { RetryableError } from '../../participant/errors/retryable.error.js';
import { WorldWithWorker } from './worker.for-spec.js';

const any = z.any();
const go = defineSignal('go', any);
const contract = defineSaga('doubt', { input: any, output: any, signals: [go] });
const hold = defineActivity('inventory.hold', {
  ...{ input: any, output: any, compensable: true, timeout: '2s', retry: { maxAttempts: 1 } },
  compensation: { retry: { maxAttempts: 1 }, timeout: '2s' },
});
const watched = defineActivity('inventory.watch', {
  ...{ input: any, output: any, heartbeat: '3s', retry: { maxAttempts: 2, initialInterval: '1s' } },
});

const saga = (run: (ctx: SagaContext) => Promise<unknown>) => ({ contract, version: 1, options: {}, run });
const holding = (inDoubt: InDoubtPolicy, options: object = {}) =>
  saga((ctx) => ctx.activity(hold, { seat: 1 }, { id: 'hold', inDoubt, ...options }));

describe('an outcome that nobody knows, under compensate', () => {
  it('is undone without the handler where no worker had begun', async () => {
    const world = await new WorldWithWorker().with(holding('compensate', { scheduleToStart: '5s' }));
    await world.clock.advance(6_000);
    await world.work(hold);
    expect(await world.status()).toBe('compensated');
    expect(world.calls).toEqual([]);
    expect(world.undone).toEqual([]);
  });

  it('is undone by the handler where a worker had begun, and said nothing', async () => {
    const world = await new WorldWithWorker().with(holding('compensate'));
    await world.work(hold);
    await world.clock.advance(3_000);
    expect(await world.status()).toBe('compensated');
    expect(world.calls).toHaveLength(1);
    expect(world.undone).toMatchObject([{ forward: { input: { seat: 1 }, outcome: 'unknown' } }]);
  });

  it('that turns out to be completed is undone once more, with the output, under a key of its own', async () => {
    const world = new WorldWithWorker();
    await world.with(
      saga(async (ctx) => {
        await ctx.activity(hold, { seat: 1 }, { id: 'first' });
        await ctx.activity(hold, { seat: 2 }, { id: 'hold' });
      }),
    );
    await world.work(hold);
    world.calls[0]!.end('held');
    await world.clock.advance(1_000);
    // The undo of the first is exhausted, so that the instance stays open.
    world.undoFails = new Error('no line');
    await world.clock.advance(3_000);
    world.undoFails = undefined;
    expect(await world.status()).toBe('compensation-failed');
    const before = world.undone.length;
    const identity = { namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'hold', attempt: 1 };
    await world.report({ type: 'completed', ...identity, operation: 'execute', output: { seat: 'held late' } });
    await world.clock.advance(1_000);
    expect(world.undone.slice(before)).toEqual([
      {
        forward: { input: { seat: 2 }, outcome: 'completed', output: { seat: 'held late' } },
        key: 'order-42:hold:compensate:late',
      },
    ]);
  });
});

describe('an outcome that nobody knows', () => {
  it('under skip is left as it is, and the history says so', async () => {
    const world = await new WorldWithWorker().with(holding('skip'));
    await world.work(hold);
    await world.clock.advance(3_000);
    expect(await world.history()).toContain('CompensationSkipped');
    expect(await world.status()).toBe('compensated');
    expect(world.undone).toEqual([]);
  });

  it('under ask waits for an operator, whose retry undoes it', async () => {
    const world = await new WorldWithWorker().with(holding('ask'));
    await world.work(hold);
    await world.clock.advance(3_000);
    expect(await world.status()).toBe('compensation-failed');
    expect(world.undone).toEqual([]);
    await world.send({ type: 'retry', activityId: 'hold', operation: 'compensate', reason: 'the seat is blocked' });
    await world.clock.advance(1_000);
    expect(world.undone).toMatchObject([{ forward: { outcome: 'unknown' }, key: 'order-42:hold:compensate' }]);
    expect(await world.status()).toBe('compensated');
  });
});

describe('a worker and its coordinator', () => {
  it('B6 heartbeat progress survives the attempt', async () => {
    const world = await new WorldWithWorker().with(saga((ctx) => ctx.activity(watched, null, { id: 'watch' })));
    await world.work(watched);
    world.calls[0]!.ctx.heartbeat(1);
    world.calls[0]!.ctx.heartbeat(7);
    world.calls[0]!.fail(new RetryableError({ message: 'the disk is full' }));
    await world.clock.advance(2_000);
    expect(world.calls.map(({ ctx }) => [ctx.attempt, ctx.lastHeartbeat])).toEqual([
      [1, undefined],
      [2, 7],
    ]);
  });

  it('B6 heartbeat progress survives the worker', async () => {
    const world = await new WorldWithWorker().with(saga((ctx) => ctx.activity(watched, null, { id: 'watch' })));
    const kill = await world.work(watched);
    world.calls[0]!.ctx.heartbeat(7);
    await world.clock.advance(500);
    kill();
    // Nobody hears of it any more, and another worker comes.
    world.calls[0]!.ctx.heartbeat(8);
    world.calls[0]!.end('of a dead worker');
    await world.clock.advance(5_000);
    await world.work(watched);
    await world.clock.advance(1_000);
    expect(world.calls.map(({ ctx }) => [ctx.attempt, ctx.lastHeartbeat])).toEqual([
      [1, undefined],
      [2, 7],
    ]);
    world.calls[1]!.end('went on');
    await world.clock.advance(1_000);
    expect((await world.store.instances.find(['default/order-42']))[0]).toMatchObject({ output: 'went on' });
  });

  it('B9 lost renewal: what the old attempt says is refused, and the result of the new one stands', async () => {
    const world = await new WorldWithWorker().with(saga((ctx) => ctx.activity(watched, null, { id: 'watch' })));
    await world.work(watched);
    await world.clock.advance(5_000);
    expect(world.calls.map(({ ctx }) => [ctx.attempt, ctx.abort.aborted])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(world.calls[0]!.ctx.abort.reason).toMatchObject({ reason: 'timeout' });
    world.calls[0]!.fail(new Error('an old worker, angry'));
    await world.clock.advance(500);
    world.calls[1]!.end('new');
    await world.clock.advance(1_000);
    expect(await world.status()).toBe('completed');
    expect(world.events.at(-1)).toMatchObject({
      events: expect.arrayContaining([{ type: 'SagaCompleted', output: 'new', index: expect.any(Number) }]),
    });
  });

  it('B10 a run that is cancelled before its command is picked up: it is not executed, and nothing is undone', async () => {
    const world = await new WorldWithWorker().with(holding('compensate'));
    await world.send({ type: 'cancel' });
    await world.work(hold);
    expect(world.calls).toEqual([]);
    expect(world.undone).toEqual([]);
    expect(await world.status()).toBe('compensated');
  });

  it.each([
    ['cancelled', { type: 'cancel' }],
    ['terminated', { type: 'terminate' }],
  ])('a handler hears that its saga was %s', async (_, request) => {
    const world = await new WorldWithWorker().with(holding('compensate'));
    await world.work(hold);
    await world.send(request);
    expect(world.calls[0]!.ctx.abort.reason).toMatchObject({ reason: 'canceled' });
  });

  it('G6 a handler hears that it lost its race, and what it gives then changes nothing', async () => {
    const world = await new WorldWithWorker().with(
      saga(async (ctx) => {
        const race = await ctx.race({
          held: ctx.activity(hold, 1, { id: 'hold', timeout: '1m' }),
          late: ctx.timer('5s'),
        });
        await ctx.receive(go);
        if (race.winner === 'held') throw new SagaFailure('Impossible');
        return race.winner;
      }),
    );
    await world.work(hold);
    await world.clock.advance(5_000);
    expect(world.calls[0]!.ctx.abort.reason).toMatchObject({ reason: 'canceled' });
    world.calls[0]!.end('held after all');
    await world.clock.advance(500);
    await world.send({ type: 'signal', name: 'go', payload: null });
    expect(await world.status()).toBe('completed');
    expect(world.undone).toEqual([]);
  });
});
