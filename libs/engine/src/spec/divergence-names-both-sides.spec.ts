import { describe, expect, it } from '@jest/globals';
import { type SagaContext, type SagaDefinition, SagaFailure } from '../index.js';
import { activity, approve, hotel, saga, undoable } from './contracts.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';

const book = undoable('hotel.book');
const call = activity('web.call');

type Happens = (instance: InstanceUnderTest) => Promise<unknown>;

const waits = saga((ctx) => ctx.receive(approve));
const child = saga((ctx) => ctx.child(hotel, { input: 1 }));
const detached = saga((ctx) => {
  ctx.detach(hotel, { input: 1 });
  return ctx.receive(approve);
});
/** Something after the first signal. */
const approvedThen = (then: (ctx: SagaContext) => unknown): SagaDefinition =>
  saga(async (ctx) => {
    await ctx.receive(approve);
    return then(ctx);
  });
const calls = approvedThen((ctx) => ctx.activity(call, 1));
const failsInside = approvedThen((ctx) => ctx.scope(() => Promise.reject(new SagaFailure('Full'))));
const approves: Happens = (instance) => instance.signal('approve');
const nothing: Happens = async () => undefined;

/** A scope that fails after its booking; `asks` comes after all that the failure itself asks for. */
const scopeThen = (asks: (ctx: SagaContext) => void): SagaDefinition =>
  saga((ctx) =>
    ctx.scope(async () => {
      await ctx.activity(book, 1);
      void Array.from({ length: 20 })
        .reduce<Promise<void>>((before) => before.then(() => undefined), Promise.resolve())
        .then(() => asks(ctx));
      throw new SagaFailure('Full');
    }),
  );

const race = (ctx: SagaContext) => ({ late: ctx.timer('1h'), told: ctx.receive(approve) });

describe('A8 where history and code part, both sides are named', () => {
  it.each<[string, SagaDefinition, Happens, SagaDefinition, string, string]>([
    ['a child that is gone', child, nothing, waits, 'ChildStarted w-1:0:hotel#1 (hotel)', 'nothing'],
    [
      'a child that is new',
      calls,
      approves,
      approvedThen((ctx) => ctx.child(hotel, { input: 1 })),
      'ActivityScheduled web.call#1 (web.call)',
      'ChildStarted w-1:0:hotel#1 (hotel)',
    ],
    [
      'a child elsewhere',
      child,
      nothing,
      saga((ctx) => ctx.child(hotel, { input: 1, workflowId: 'mine' })),
      'ChildStarted w-1:0:hotel#1 (hotel)',
      'ChildStarted mine (hotel)',
    ],
    ['a detached saga that is gone', detached, nothing, waits, 'DetachedStarted w-1:0:hotel#1 (hotel)', 'nothing'],
    [
      'a detached saga that is new',
      child,
      nothing,
      detached,
      'ChildStarted w-1:0:hotel#1 (hotel)',
      'DetachedStarted w-1:0:hotel#1 (hotel)',
    ],
    [
      'more asked for before a child completed',
      child,
      (instance) => instance.child('child-completed', 'hotel#1'),
      saga((ctx) => {
        void ctx.child(hotel, { input: 1 });
        ctx.pivot();
        return ctx.receive(approve);
      }),
      'ChildCompleted hotel#1',
      'PivotPassed',
    ],
    [
      'more asked for before a child failed',
      child,
      (instance) => instance.child('child-failed', 'hotel#1'),
      saga((ctx) => {
        void ctx.child(hotel, { input: 1 });
        ctx.pivot();
        return ctx.receive(approve);
      }),
      'ChildFailed hotel#1',
      'PivotPassed',
    ],
    [
      'a timer that is cancelled now',
      saga(async (ctx) => {
        await Promise.race(Object.values(race(ctx)));
        await ctx.activity(call, 1);
      }),
      approves,
      saga(async (ctx) => {
        await ctx.race(race(ctx));
        await ctx.activity(call, 1);
      }),
      'ActivityScheduled web.call#1 (web.call)',
      'TimerCanceled timer#1',
    ],
    [
      'a scope that fails now',
      calls,
      approves,
      failsInside,
      'ActivityScheduled web.call#1 (web.call)',
      'CompensationPlanned of scope#1',
    ],
    [
      'a scope that failed then',
      failsInside,
      approves,
      calls,
      'CompensationPlanned of scope#1',
      'ActivityScheduled web.call#1 (web.call)',
    ],
    [
      'more asked for before a scope was undone',
      scopeThen(() => undefined),
      async (instance) => {
        await instance.complete('hotel.book#1');
        await instance.undo('hotel.book#1');
      },
      scopeThen((ctx) => ctx.pivot()),
      'ScopeUndone scope#1',
      'PivotPassed',
    ],
    [
      'a run that continues now',
      calls,
      approves,
      approvedThen((ctx) => ctx.continueAsNew(1)),
      'ActivityScheduled web.call#1 (web.call)',
      'SagaContinuedAsNew',
    ],
    [
      'an end that was a failure',
      approvedThen(() => Promise.reject(new SagaFailure('Full'))),
      approves,
      approvedThen(() => 1),
      'SagaFailed (Full)',
      'the end of the saga (returned)',
    ],
  ])('%s', async (_, before, happens, after, expected, got) => {
    const instance = new InstanceUnderTest(before);
    await instance.start();
    await happens(instance);
    const [same] = await instance.checkAgainst(before);
    expect(same?.divergence).toBeUndefined();
    const [checked] = await instance.checkAgainst(after);
    expect(checked?.divergence).toMatchObject({ code: 'NONDETERMINISM', detail: { expected, got } });
  });

  it('with the line of saga code, where it is known', async () => {
    const instance = new InstanceUnderTest(calls);
    await instance.start();
    await instance.signal('approve');
    const at = async (code: SagaDefinition) => (await instance.checkAgainst(code))[0]?.divergence?.at;
    expect(await at(approvedThen((ctx) => ctx.timer('1h')))).toMatch('divergence-names-both-sides.spec');
    expect(await at(approvedThen((ctx) => ctx.timer('no time' as never)))).toMatch('divergence-names-both-sides.spec');
    expect(await at(waits)).toBeUndefined();
  });

  it('a run that parts before it continues is told of where it parts', async () => {
    const instance = new InstanceUnderTest(
      saga(async (ctx, n: number) => {
        if (n > 0) return;
        await ctx.activity(call, 1);
        await ctx.continueAsNew(n + 1);
      }),
    );
    await instance.start(0);
    await instance.complete('web.call#1');
    const [first] = await instance.checkAgainst(saga((ctx) => ctx.activity(book, 1)));
    expect(first?.divergence).toMatchObject({
      detail: { eventIndex: 1, got: 'ActivityScheduled hotel.book#1 (hotel.book)' },
    });
  });
});
