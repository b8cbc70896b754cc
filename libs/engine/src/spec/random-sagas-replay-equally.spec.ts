import { describe, expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import { isClosed } from '@skald/contracts';
import fc from 'fast-check';
import type { SagaContext } from '../index.js';
import { SagaFailure } from '../index.js';
import { activity, approve, decline, minutes, placed, saga, undoable } from './contracts.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';

/** What a random saga does; each is a small tree. */
type Plan =
  | { readonly do: 'activity'; readonly undoable: boolean; readonly inDoubt: 'compensate' | 'skip' | 'ask' }
  | { readonly do: 'best effort' | 'emit' | 'pivot' | 'effect' | 'draw' | 'fail' | 'too large' }
  | { readonly do: 'timer'; readonly minutes: number }
  | { readonly do: 'receive'; readonly name: 'approve' | 'decline' }
  | { readonly do: 'all' | 'race' | 'sequence' | 'try' | 'settled'; readonly of: readonly Plan[] };

const leaf: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('activity' as const),
      undoable: fc.boolean(),
      inDoubt: fc.constantFrom('compensate' as const, 'skip' as const, 'ask' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('timer' as const), minutes: fc.integer({ min: 0, max: 9 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      name: fc.constantFrom('approve' as const, 'decline' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'best effort' as const,
        'emit' as const,
        'effect' as const,
        'draw' as const,
        'fail' as const,
        'too large' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'pivot' as const }) },
);

const plan = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 2, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom(
          'all' as const,
          'race' as const,
          'sequence' as const,
          'sequence' as const,
          'try' as const,
          'settled' as const,
        ),
        of: fc.array(tie('plan'), { minLength: 1, maxLength: 4 }),
      }),
    },
  ),
})).plan;

const plain = activity('a.plain', { retry: { maxAttempts: 2 }, errors: ['Refused'] });
const careful = activity('a.careful', { heartbeat: '2m', scheduleToStart: '3m', deadline: '6m' });
const large = 'x'.repeat(300_000);

async function carryOut(ctx: SagaContext, todo: Plan): Promise<unknown> {
  switch (todo.do) {
    case 'activity': {
      const { inDoubt } = todo;
      const contract = todo.undoable ? undoable('a.undoable', { inDoubt, retry: { maxAttempts: 3 } }) : plain;
      return ctx.activity(contract, { at: ctx.now().toISOString() });
    }
    case 'best effort':
      return (await ctx.bestEffort(careful, 1)).ok;
    case 'too large':
      return (await ctx.bestEffort(plain, large)).ok;
    case 'emit':
      return ctx.emit(placed, { n: ctx.random() });
    case 'pivot':
      return ctx.pivot();
    case 'effect':
      return ctx.effect('look', () => 7, { input: Math.floor(ctx.random() * 3) });
    case 'draw':
      ctx.log.info('drew');
      return ctx.uuid();
    case 'fail':
      throw new SagaFailure('Planned');
    case 'timer':
      return ctx.timer(`${todo.minutes}m`);
    case 'receive':
      return ctx.receive(todo.name === 'approve' ? approve : decline);
    case 'sequence': {
      const values: unknown[] = [];
      for (const one of todo.of) values.push(await carryOut(ctx, one));
      return values;
    }
    case 'all':
      return Promise.all(todo.of.map((one) => carryOut(ctx, one)));
    case 'settled':
      return Promise.allSettled(todo.of.map((one) => carryOut(ctx, one))).then((all) => all.map((one) => one.status));
    case 'race':
      // The branches of `ctx` itself are withdrawn when they lose; those of helper functions are not.
      return ctx.race(Object.fromEntries(todo.of.map((one, i) => [`b${i}`, branch(ctx, one)])));
    case 'try':
      try {
        return await carryOut(ctx, { do: 'sequence', of: todo.of });
      } catch (error) {
        return [(error as Error).name, await ctx.activity(plain, 'cleaning up')];
      }
  }
}

function branch(ctx: SagaContext, todo: Plan): Promise<unknown> {
  if (todo.do === 'timer') return ctx.timer(`${todo.minutes}m`);
  if (todo.do === 'receive') return ctx.receive(todo.name === 'approve' ? approve : decline);
  return carryOut(ctx, todo);
}

type Drive = (instance: InstanceUnderTest, n: number) => Promise<unknown>;

/** What the world does to an instance; `n` picks among what is open. */
const drives: Record<string, Drive> = {
  complete: (i, n) => onOpen(i, n, (id, operation) => i.complete(id, { n }, { operation })),
  fail: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Broken', { operation })),
  failForCertain: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Broken', { operation, effect: 'none' })),
  refuse: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Refused', { operation })),
  giveUp: (i, n) => onOpen(i, n, (id, operation) => i.fail(id, 'Broken', { operation, retryable: false })),
  completeLate: (i, n) => onAny(i, n, (id) => i.complete(id, { late: n })),
  failLate: (i, n) => onAny(i, n, (id) => i.fail(id, 'Broken', { effect: 'none' })),
  start: (i, n) => onOpen(i, n, (id, operation) => i.result('started', id, { operation })),
  beat: (i, n) => onOpen(i, n, (id, operation) => i.result('heartbeat', id, { operation, details: n })),
  approve: (i, n) => i.signal('approve', n, n % 3 === 0 ? 'same' : undefined),
  decline: (i, n) => i.signal('decline', n),
  wait: (i, n) => i.pass(minutes(n % 7)),
  oversleep: (i, n) => i.oversleep(minutes(n)),
  effects: (i) => i.runEffects(),
  pause: (i) => i.request({ type: 'pause' }),
  resume: (i) => i.request({ type: 'resume' }),
  cancel: (i, n) => i.cancel(n % 4 !== 0),
  park: (i) => i.park('EVALUATION_KILLED', 'it killed its process'),
  crash: (i) => i.crash(),
  retry: (i, n) => onStuck(i, n, (id, operation) => i.operator('retry', { ...id, operation })),
  skip: (i, n) => onStuck(i, n, (id, operation) => i.operator('skip', { ...id, operation, reason: 'seen to' })),
  resolve: (i, n) => onStuck(i, n, (id, operation) => i.operator('resolve', { ...id, operation, output: n })),
  batch: (i, n) =>
    i.tell(
      i.asRequest({ type: 'signal', name: 'approve', payload: n }),
      { kind: 'wake' },
      ...i.commands().map((c) => i.asResult('completed', c.activityId, { operation: c.type, output: n })),
      i.asRequest({ type: 'signal', name: 'decline', payload: n }),
    ),
};

const often = ['complete', 'complete', 'complete', 'complete', 'approve', 'decline', 'wait', 'effects', 'fail'];
const story = fc.array(
  fc.record({
    // Ending events are rare, or nothing would ever be long.
    what: fc.constantFrom(...often, ...often, ...Object.keys(drives)),
    n: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 5, maxLength: 40 },
);

type OnActivity = (activityId: string, operation: 'execute' | 'compensate') => Promise<unknown>;

async function onOpen(instance: InstanceUnderTest, n: number, act: OnActivity): Promise<unknown> {
  await instance.suspended();
  const open = [...instance.state.open];
  const id = open[n % Math.max(open.length, 1)];
  if (id === undefined) return undefined;
  const { undo } = instance.state.activities.get(id)!;
  return act(id, undo !== undefined ? 'compensate' : 'execute');
}

async function onAny(instance: InstanceUnderTest, n: number, act: (id: string) => Promise<unknown>): Promise<unknown> {
  const ids = [...new Set(instance.commands(undefined, 'execute').map((c) => c.activityId))];
  const id = ids[n % Math.max(ids.length, 1)];
  return id === undefined ? undefined : act(id);
}

async function onStuck(
  instance: InstanceUnderTest,
  n: number,
  act: (id: { activityId?: string }, operation: 'execute' | 'compensate') => Promise<unknown>,
): Promise<unknown> {
  await instance.suspended();
  const { undoing, blocked, phase } = instance.state;
  const stuck = [...undoing.stuck, ...blocked];
  const activityId = stuck[n % Math.max(stuck.length, 1)];
  return act(activityId === undefined ? {} : { activityId }, phase === 'undo' ? 'compensate' : 'execute');
}

/** Brings whatever is left to an end, as patient operators and participants would. */
async function bringToAnEnd(instance: InstanceUnderTest): Promise<void> {
  for (let round = 0; round < 60 && !isClosed(instance.status); round += 1) {
    const before = instance.turns.length;
    const { state } = await instance.suspended().then((execution) => execution);
    if (state.standstill !== undefined) await instance.request({ type: 'resume' });
    await instance.runEffects();
    await drives['complete']!(instance, 0);
    if (state.undoing.stuck.size + state.blocked.size > 0) await drives['resolve']!(instance, 0);
    if (state.forwardFailure !== undefined) await instance.operator('resolve', { output: null });
    await instance.signal('approve', 0);
    await instance.signal('decline', 0);
    await instance.pass(minutes(30));
    if (instance.turns.length === before) return;
  }
}

describe('random sagas', () => {
  it('replay to the byte what lived, come to an end, and undo exactly what may have happened', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 4 }),
        story,
        fc.constantFrom('sequential' as const, 'parallel' as const),
        fc.nat(),
        async (todo, happenings, compensationOrder, seed) => {
          const code = saga(async (ctx) => (await carryOut(ctx, { do: 'sequence', of: todo })) === null, {
            compensationOrder,
            timeout: '2h',
            cancelGrace: '5m',
          });
          const instance = new InstanceUnderTest(code, { mode: 'mixed', random: drawing(seed) });
          await instance.start();
          for (const { what, n } of happenings) {
            if (isClosed(instance.status)) break;
            await drives[what]!(instance, n);
          }
          await bringToAnEnd(instance);
          ends.set(instance.status, (ends.get(instance.status) ?? 0) + 1);
          check(instance);
        },
      ),
      { numRuns: Number(process.env['ENGINE_RUNS'] ?? 120), interruptAfterTimeLimit: 540_000 },
    );
    if (process.env['ENGINE_RUNS'] !== undefined) console.log(Object.fromEntries(ends));
    for (const status of ['completed', 'compensated', 'failed', 'canceled'])
      expect(ends.get(status)).toBeGreaterThan(0);
  }, 600_000);
});

/** A small generator: the same numbers for the same seed. */
function drawing(seed: number): () => number {
  let n = seed;
  return () => (n = (n * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

function check(instance: InstanceUnderTest): void {
  expect(['completed', 'compensated', 'failed', 'canceled', 'terminated']).toContain(instance.status);
  const planned = instance.eventsOf('CompensationPlanned');
  expect(planned.length).toBe(instance.status === 'compensated' ? 1 : 0);
  const completed = new Set(
    instance.eventsOf('ActivityCompleted').flatMap((e) => (e.operation === 'execute' ? [e.activityId] : [])),
  );
  const undone = new Set(instance.commands(undefined, 'compensate').map((c) => c.activityId));
  const skipped = new Set([
    ...instance.eventsOf('CompensationSkipped').map((e) => e.activityId),
    ...instance.eventsOf('OperatorActed').map((e) => e.activityId ?? ''),
  ]);
  if (instance.status === 'compensated') {
    for (const e of instance.eventsOf('ActivityScheduled')) {
      if (e.compensation === undefined || !completed.has(e.activityId) || e.operation === 'compensate') continue;
      expect({ id: e.activityId, undone: undone.has(e.activityId) || skipped.has(e.activityId) }).toEqual({
        id: e.activityId,
        undone: true,
      });
    }
  }
  if (instance.events.some((e) => e.type === 'PivotPassed')) expect(undone.size).toBe(0);
  const keys = instance.commands().map((c) => `${c.idempotencyKey}/${c.attempt}`);
  expect(new Set(keys).size).toBe(keys.length);
  const left: Json[] = instance.commands(undefined, 'execute').map((c) => c.activityId);
  for (const e of instance.eventsOf('ActivityScheduled')) {
    if (e.operation === 'compensate') expect(left).toContain(e.activityId);
  }
}
