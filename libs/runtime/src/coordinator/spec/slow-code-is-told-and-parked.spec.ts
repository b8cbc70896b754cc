import { describe, expect, it } from '@jest/globals';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { approve, charge, reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const approval = (by: string) => ({ type: 'signal', name: 'approve', signalId: by, payload: { by } });
const saga = (run: (ctx: SagaContext) => Promise<unknown>): SagaDefinition => ({ ...shop, run });

/** Warnings of slow code: of whom, how often, how long. */
function told(world: World): Readonly<Record<string, unknown>>[] {
  return world.log.entries
    .filter(({ message }) => message === 'saga code blocked the event loop')
    .map(({ level, fields }) => ({ level, ...fields }));
}

async function parkedAs(world: World): Promise<string | undefined> {
  // What was due while the thread was held.
  await world.clock.advance(1_000);
  const [projection] = await world.store.instances.find(['default/order-42']);
  return projection?.parkedFor;
}

/** Signals are taken one by one; each keeps the thread so long. */
function busy(world: World, ms: { each: number }): SagaDefinition {
  return saga(async (ctx) => {
    const taken: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { by } = await ctx.receive(approve);
      world.clock.hold(ms.each);
      taken.push(by);
    }
    return taken;
  });
}

describe('saga code that blocks the event loop', () => {
  it('[event-loop-blocked] is told with saga, version, instance and line once it lasts more than a second', async () => {
    const world = new World();
    await world.open([busy(world, { each: 1_001 })]);
    await world.send(start);
    await world.send(approval('ana'));

    expect(told(world)).toEqual([
      {
        ...{ level: 'warn', ms: 1_001, times: 1, saga: 'shop', version: 1 },
        ...{ namespace: 'default', workflowId: 'order-42', run: 0 },
        before: expect.stringMatching(/slow-code-is-told-and-parked\.spec\.ts:29:/),
      },
    ]);
    expect(await world.status()).toBe('running');
  });

  it('is not told for a second, however often', async () => {
    const world = new World();
    await world.open([busy(world, { each: 1_000 })]);
    await world.send(start);
    for (let i = 0; i < 6; i++) await world.send(approval(`s${i}`));

    expect(told(world)).toEqual([]);
    expect(await world.status()).toBe('completed');
  });

  it('[event-loop-blocked] parks after the third time: what it decided stands, what comes is recorded, nothing is evaluated', async () => {
    const world = new World();
    const ms = { each: 5_000 };
    await world.open([busy(world, ms)]);
    await world.send(start);
    for (const by of ['a', 'b', 'c']) await world.send(approval(by));

    expect(await parkedAs(world)).toBe('EVENT_LOOP_BLOCKED');
    const [projection] = await world.store.instances.find(['default/order-42']);
    expect(projection?.waitingFor[0]?.detail).toMatch(
      /^EVENT_LOOP_BLOCKED: its code blocked the event loop 3 times, at last for 5000 ms before .*spec\.ts:29:/,
    );
    for (const by of ['d', 'e']) await world.send(approval(by));
    expect((await world.history()).filter((type) => type === 'SignalReceived')).toHaveLength(5);
    expect(told(world).map(({ times }) => times)).toEqual([1, 2, 3]);
  });

  it('goes on when an operator resumes it, and has three times again', async () => {
    const world = new World();
    const ms = { each: 5_000 };
    await world.open([busy(world, ms)]);
    await world.send(start);
    for (const by of ['a', 'b', 'c', 'd']) await world.send(approval(by));
    expect(await parkedAs(world)).toBe('EVENT_LOOP_BLOCKED');

    // Its load alone is slow four times more.
    await world.send({ type: 'resume', actor: 'ana' });
    expect(await parkedAs(world)).toBe('EVENT_LOOP_BLOCKED');
    expect((await world.history()).slice(-2)).toEqual(['SagaResumed', 'SagaParked']);

    ms.each = 10;
    await world.send({ type: 'resume', actor: 'ana' });
    ms.each = 5_000;
    for (const by of ['e', 'f']) await world.send(approval(by));
    await world.clock.advance(1_000);
    expect(
      told(world)
        .slice(-2)
        .map(({ times }) => times),
    ).toEqual([1, 2]);
    const [projection] = await world.store.instances.find(['default/order-42']);
    expect(projection?.output).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('counts at a replay as well', async () => {
    const world = new World();
    await world.open([busy(world, { each: 1_500 })], { cacheBytes: 0 });
    await world.send(start);
    await world.send(approval('a'));
    await world.send(approval('b'));

    expect(told(world).length).toBeGreaterThanOrEqual(3);
    expect(await parkedAs(world)).toBe('EVENT_LOOP_BLOCKED');
  });

  it.each<[string, (ctx: SagaContext, hold: () => void) => Promise<unknown>, object]>([
    [
      'before its first call',
      (ctx, hold) => {
        hold();
        return ctx.activity(reserve, 1);
      },
      { before: expect.stringMatching(/spec\.ts:/) },
    ],
    [
      'between two calls',
      (ctx, hold) => {
        const reserved = ctx.activity(reserve, 1);
        hold();
        return Promise.all([reserved, ctx.activity(charge, 1)]);
      },
      { after: 'ctx.activity', before: expect.stringMatching(/spec\.ts:/) },
    ],
    [
      'after its last call',
      async (ctx, hold) => {
        const reserved = ctx.activity(reserve, 1);
        hold();
        await reserved;
      },
      { after: 'ctx.activity' },
    ],
    [
      'in a function that it awaits',
      async (ctx, hold) => {
        const reserved = async (): Promise<void> => {
          await ctx.activity(reserve, 1);
        };
        await reserved();
        hold();
        await ctx.activity(charge, 1);
      },
      { before: expect.stringMatching(/spec\.ts:/) },
    ],
    [
      'before its end',
      async (ctx, hold) => {
        await ctx.activity(reserve, 1);
        hold();
      },
      {},
    ],
  ])('is told %s', async (_, code, lines) => {
    const world = new World();
    await world.open([saga((ctx) => code(ctx, () => world.clock.hold(2_000)))]);
    await world.send(start);

    expect(told(world)).toMatchObject([{ ms: 2_000, times: 1, workflowId: 'order-42', ...lines }]);
    expect(Object.keys(told(world)[0]!).filter((key) => key === 'after' || key === 'before')).toEqual(
      Object.keys(lines),
    );
  });

  it('is told with the line of the call before, too, from the second time on', async () => {
    const world = new World();
    const twice = saga(async (ctx) => {
      for (const id of ['a', 'b']) {
        const reserved = ctx.activity(reserve, 1, { id });
        world.clock.hold(2_000);
        await reserved;
      }
    });
    await world.open([twice]);
    await world.send(start);
    await world.clock.advance(1_000);

    expect(told(world).map(({ after }) => after)).toEqual(['ctx.activity', expect.stringMatching(/spec\.ts:/)]);
  });

  it('is laid to the charge of nobody else, evaluated in the same moment or not', async () => {
    const world = new World();
    const slow = 'order-3';
    await world.open([
      saga(async (ctx) => {
        await ctx.receive(approve);
        if (ctx.workflowId === slow) world.clock.hold(3_000);
        await ctx.activity(reserve, 1);
      }),
    ]);
    // Whoever carries out activities may keep the thread as well.
    world.answer = () => {
      world.clock.hold(10_000);
      return { type: 'completed', output: null };
    };
    const all = Array.from({ length: 6 }, (_, i) => `order-${i}`);
    const sent = (value: object) => all.map((key) => ({ topic: 'saga.requests', key, value: JSON.stringify(value) }));
    await world.bus.publish(sent(start));
    await world.clock.advance(500);
    await world.bus.publish(sent(approval('ana')));
    await world.clock.advance(120_000);

    for (const name of all) expect(await world.status(name)).toBe('completed');
    expect(told(world).map(({ workflowId }) => workflowId)).toEqual([slow]);
  });
});
