import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';
import { charge, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

describe('an instance that is replayed before every turn', () => {
  it('A11 does each of its six steps once, in order, and replays what came before', async () => {
    const entered: number[] = [];
    const six: SagaDefinition = {
      contract: defineSaga('six', { input: z.any(), output: z.any() }),
      version: 1,
      options: {},
      async run(ctx) {
        const outputs: unknown[] = [];
        for (let step = 1; step <= 6; step++) {
          entered.push(step);
          outputs.push(await ctx.activity(charge, step, { id: `step-${step}` }));
        }
        return outputs;
      },
    };
    const world = new World();
    world.answer = (command) => ({ type: 'completed', output: `of ${command.activityId}` });
    await world.open([six], { cacheBytes: 0 });
    await world.send({ type: 'start', saga: 'six', input: null });
    await world.clock.advance(5_000);

    const steps = [1, 2, 3, 4, 5, 6].map((step) => `step-${step}`);
    expect(world.commands.map(({ activityId, attempt }) => [activityId, attempt])).toEqual(steps.map((id) => [id, 1]));
    const [projection] = await world.store.instances.find(['default/order-42']);
    expect(projection).toMatchObject({ status: 'completed', output: steps.map((id) => `of ${id}`) });
    // The code itself ran again and again from its beginning.
    expect(entered.filter((step) => step === 1).length).toBeGreaterThanOrEqual(6);
    expect(world.coordinator.health().cached).toBe(0);
  });

  it('A5 an activity result under the id of a pending timer is a dead letter, and the timer fires in time', async () => {
    const world = await new World().open([shop], { cacheBytes: 0 });
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    const before = await world.history();
    expect(before).toContain('TimerStarted');
    const result = { namespace: 'default', workflowId: 'order-42', run: 0, operation: 'execute', attempt: 1 };
    await world.report({ ...result, type: 'completed', activityId: 'timer#1', output: 1 });

    expect(world.deadLetters).toEqual([
      { topic: 'saga.results.dlq', reason: 'UNKNOWN_ACTIVITY', value: expect.stringContaining('timer#1') },
    ]);
    expect(await world.history()).toEqual(before);
    await world.clock.advance(2 * 86_400_000);
    expect((await world.history()).filter((type) => type === 'TimerFired')).toHaveLength(1);
    expect(await world.status()).toBe('compensated');
  });

  it('A6 a result for an id that was never scheduled is a dead letter, and the run goes on unharmed', async () => {
    const world = new World();
    world.answer = ({ activityId }) => (activityId === 'charge' ? undefined : { type: 'completed', output: null });
    await world.open([shop], { cacheBytes: 0 });
    await world.send({ type: 'start', saga: 'shop', input: { total: 10 } });
    const before = await world.history();
    const result = { namespace: 'default', workflowId: 'order-42', run: 0, operation: 'execute', attempt: 1 };
    await world.report({ ...result, type: 'completed', activityId: 'never-scheduled', output: 1 });

    expect(world.deadLetters).toEqual([
      { topic: 'saga.results.dlq', reason: 'UNKNOWN_ACTIVITY', value: expect.stringContaining('never-scheduled') },
    ]);
    expect(await world.history()).toEqual(before);
    await world.report({ ...result, type: 'completed', activityId: 'charge', output: null });
    expect(await world.status()).toBe('completed');
  });
});
