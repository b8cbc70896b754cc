import { describe, expect, it } from '@jest/globals';
import { reserve, charge, shop } from './shop.for-spec.js';
import { broken, fixed, shopThat } from './changed-shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('effects', () => {
  it('run once their turn is durable and are recorded once', async () => {
    const world = new World();
    const ran: string[] = [];
    const saga = shopThat(async (ctx) => {
      const limit = await ctx.effect('limit', async ({ idempotencyKey }) => {
        ran.push(idempotencyKey);
        ran.push(...(await world.history()));
        return 7;
      });
      const again = await ctx.effect('limit', () => 8);
      await ctx.activity(reserve, { limit, again });
      return limit;
    });
    await world.open([saga]);
    await world.send(start);
    await world.clock.advance(1_000);

    expect(ran).toEqual(['order-42:limit:effect', 'SagaStarted', 'EffectScheduled']);
    expect(world.commands).toMatchObject([{ input: { limit: 7, again: 7 } }]);
    expect(await world.status()).toBe('completed');
  });

  it('run again in the next process when their outcome was not recorded', async () => {
    const world = new World();
    let runs = 0;
    const saga = shopThat(async (ctx) =>
      ctx.effect('once', () => (runs++ === 0 ? new Promise<never>(() => undefined) : 'done')),
    );
    await world.open([saga]);
    await world.send(start);
    await world.coordinator.drain(10);
    await world.boot([saga]);
    await world.clock.advance(10_000);

    expect(runs).toBe(2);
    expect(await world.status()).toBe('completed');
  });
});

describe('effects without a cache', () => {
  it('run once although every turn replays', async () => {
    const world = new World();
    let runs = 0;
    const saga = shopThat(async (ctx) => {
      await ctx.effect('once', () => (runs += 1));
      return ctx.activity(reserve, 1);
    });
    await world.open([saga], { cacheBytes: 0 });
    await world.send(start);
    await world.clock.advance(10_000);

    expect(await world.status()).toBe('completed');
    expect(runs).toBe(1);
  });
});

describe('code that changes', () => {
  it('I6 a bug parks and undoes nothing; a process with fixed code goes on by itself', async () => {
    const world = await new World().open([broken]);
    await world.send(start);
    await world.clock.advance(1_000);
    expect(await world.status()).toBe('parked');
    expect(world.commands).toHaveLength(1);
    await world.drained();
    await world.boot([fixed]);
    await world.clock.advance(10_000);

    expect(await world.status()).toBe('completed');
    expect(await world.history()).toEqual([
      'SagaStarted',
      'ActivityScheduled',
      'ActivityCompleted',
      'SagaParked',
      'SagaResumed',
      'SagaCompleted',
    ]);
  });

  it('a process with the same bug leaves the instance parked, without another event', async () => {
    const world = await new World().open([broken]);
    await world.send(start);
    await world.clock.advance(1_000);
    const before = await world.history();
    await world.drained();
    await world.boot([broken]);
    await world.clock.advance(200_000);

    expect(await world.history()).toEqual(before);
    expect(await world.status()).toBe('parked');
  });

  it('V10 what arrives while the code is not here is recorded and taken up later', async () => {
    const world = await new World().open([shop]);
    world.answer = (command) => (command.activityId === 'charge' ? undefined : { type: 'completed', output: null });
    await world.send(start);
    await world.coordinator.drain(1_000);
    await world.boot([]);
    await world.report({
      type: 'completed',
      namespace: 'default',
      workflowId: 'order-42',
      run: 0,
      activityId: 'charge',
      operation: 'execute',
      attempt: 1,
      output: 'paid',
    });
    expect(await world.status()).toBe('parked');
    await world.drained();
    await world.boot([shop]);
    await world.clock.advance(10_000);

    expect(await world.status()).toBe('completed');
    expect(world.deadLetters).toEqual([]);
  });

  it('[nondeterminism] names event index, expected and got', async () => {
    const world = await new World().open(
      [shopThat(async (ctx) => [await ctx.activity(reserve, 1), await ctx.activity(charge, 1)])],
      { cacheBytes: 0 },
    );
    world.answer = (command) =>
      command.activityId.startsWith('payments') ? undefined : { type: 'completed', output: null };
    await world.send(start);
    await world.coordinator.drain(1_000);
    await world.boot([shopThat(async (ctx) => [await ctx.activity(charge, 1), await ctx.activity(reserve, 1)])]);
    await world.send({ type: 'cancel', compensate: true, reason: 'enough' });
    const turns = await world.store.journal.page('default/order-42', -1, 100);
    const parked = turns.flatMap((t) => t.events).find((e) => e.type === 'SagaParked');

    expect(parked).toMatchObject({
      code: 'NONDETERMINISM',
      detail: {
        eventIndex: 1,
        expected: 'ActivityScheduled inventory.reserve#1 (inventory.reserve)',
        got: 'ActivityScheduled payments.charge#1 (payments.charge)',
      },
    });
  });
});
