import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, hotel, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const hold = undoable('airline.hold');
const pay = activity('bank.pay');

specify('a scope', (given) => {
  /** Tries airline a, else b. */
  const either = saga(async (ctx) => {
    await ctx.activity(hold, 'hotel', { id: 'hotel' });
    try {
      return await ctx.scope(async () => {
        await ctx.activity(hold, 'a', { id: 'a' });
        return ctx.activity(pay, 'a', { id: 'pay-a' });
      });
    } catch (error) {
      return `b, since ${(error as SagaFailure).type}: ${String(await ctx.activity(hold, 'b', { id: 'b' }))}`;
    }
  });

  it('that returns is nothing but its value', async () => {
    const instance = given(either);
    await instance.start();
    for (const id of ['hotel', 'a', 'pay-a']) await instance.complete(id, `${id} done`);
    expect(instance.output).toBe('pay-a done');
    expect(instance.scheduled.map(({ scope }) => scope)).toEqual([undefined, 'scope#1', 'scope#1']);
    expect(instance.eventsOf('CompensationPlanned')).toEqual([]);
  });

  it('that fails gives up its own children, and not what other scopes do', async () => {
    const instance = given(
      saga(async (ctx) => {
        const failing = ctx.scope(() =>
          Promise.all([ctx.child(hotel, { input: 1, id: 'hotel' }), ctx.activity(pay, 1, { id: 'pay' })]),
        );
        const other = ctx.scope(() => ctx.activity(hold, 1, { id: 'other' }));
        return (await Promise.allSettled([failing, other])).map(({ status }) => status);
      }),
    );
    await instance.start();
    await instance.fail('pay', 'NoMoney', { retryable: false, effect: 'none' });
    expect(instance.eventsOf('ChildStarted')).toMatchObject([{ childId: 'hotel', scope: 'scope#1' }]);
    expect(instance.eventsOf('ChildGivenUp')).toMatchObject([{ childId: 'hotel', outcome: 'unknown' }]);
    expect(instance.requestsTo('hotel', 'cancel')).toHaveLength(1);
    await instance.childUndone('hotel');
    await instance.complete('other', 'held');
    expect(instance.eventsOf('ActivityCanceled')).toEqual([]);
    expect(instance.output).toEqual(['rejected', 'fulfilled']);
  });

  it('with much to undo takes as many turns as it needs', async () => {
    const ids = Array.from({ length: 1_200 }, (_, i) => `h${i}`);
    const instance = given(
      saga(
        (ctx) =>
          ctx.scope(async () => {
            await Promise.all(ids.map((id) => ctx.activity(hold, 1, { id })));
            throw new SagaFailure('Full');
          }),
        { compensationOrder: 'parallel' },
      ),
      { checks: 'when asked' },
    );
    await instance.start();
    await instance.tell(...ids.map((id) => instance.asResult('completed', id, { output: null, attempt: 1 })));
    expect(instance.outcomes.at(-2)?.more).toBe(true);
    expect(instance.eventsOf('ActivityScheduled').filter(({ operation }) => operation === 'compensate')).toHaveLength(
      1_200,
    );
    await instance.checkReplay();
  });

  it('that throws is undone first, then its error goes on, and what is outside of it stays', async () => {
    const instance = given(either);
    await instance.start();
    await instance.complete('hotel');
    await instance.complete('a');
    await instance.fail('pay-a', 'NoMoney', { retryable: false, effect: 'none' });
    expect(instance.status).toBe('running');
    expect(instance.eventsOf('CompensationPlanned')).toMatchObject([
      { cause: 'scope', scope: 'scope#1', error: { type: 'NoMoney' }, plan: [{ run: 0, activityId: 'a' }] },
    ]);
    expect(instance.commands('b')).toEqual([]);
    await instance.undo('a');
    expect(instance.storyFrom('CompensationPlanned')).toEqual([
      'CompensationPlanned',
      'ActivityScheduled undo a',
      'ActivityCompleted undo a',
      'ScopeUndone',
      'ActivityScheduled b',
    ]);
    await instance.complete('b', 'held');
    expect(instance.output).toBe('b, since NoMoney: held');
  });

  it('is not undone again when the saga fails later', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(hold, 'hotel', { id: 'hotel' });
        await ctx
          .scope(async () => {
            await ctx.activity(hold, 'a', { id: 'a' });
            throw new SagaFailure('TooLate');
          })
          .catch(() => undefined);
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.complete('hotel');
    await instance.complete('a');
    await instance.undo('a');
    expect(
      instance.eventsOf('CompensationPlanned').map(({ cause, plan }) => [cause, plan.map((p) => p.activityId)]),
    ).toEqual([
      ['scope', ['a']],
      ['failure', ['hotel']],
    ]);
    await instance.undo('hotel');
    expect(instance.status).toBe('compensated');
    expect(instance.commands('a', 'compensate')).toHaveLength(1);
  });

  it('knows what runs inside it, also in branches and nested scopes', async () => {
    const instance = given(
      saga(async (ctx) => {
        const branch = async (name: string) => {
          await ctx.activity(pay, name, { id: `pay-${name}` });
          await ctx.activity(hold, name, { id: name });
        };
        await Promise.all([
          branch('outside'),
          ctx
            .scope(async () => {
              await Promise.all([
                branch('one'),
                ctx.scope(async (inner) => {
                  await branch('two');
                  return inner.now();
                }),
              ]);
              throw new SagaFailure('Undo');
            })
            .catch(() => undefined),
        ]);
      }),
    );
    await instance.start();
    for (const id of ['pay-outside', 'pay-one', 'pay-two', 'two', 'one']) await instance.complete(id);
    const scopes = Object.fromEntries(instance.scheduled.map(({ activityId, scope }) => [activityId, scope]));
    expect(scopes).toMatchObject({ outside: undefined, one: 'scope#1', two: 'scope#1/scope#2' });
    expect(instance.eventsOf('CompensationPlanned')[0]!.plan.map((p) => p.activityId)).toEqual(['two', 'one']);
    await instance.undo('two');
    await instance.complete('outside');
    expect(instance.status).toBe('running');
    await instance.undo('one');
    expect(instance.status).toBe('completed');
  });

  it('gives up what is open inside it, and tells whoever awaits that later', async () => {
    const instance = given(
      saga(async (ctx) => {
        let later: Promise<unknown> | undefined;
        try {
          await ctx.scope(async () => {
            later = ctx.activity(hold, 'slow', { id: 'slow' });
            await ctx.activity(pay, 'x', { id: 'pay' });
          });
        } catch {
          return later!.catch((error: Error) => error.name);
        }
        return 'not reached';
      }),
    );
    await instance.start();
    await instance.fail('pay', 'NoMoney', { retryable: false, effect: 'none' });
    expect(instance.eventsOf('ActivityCanceled')).toMatchObject([{ activityId: 'slow', outcome: 'unknown' }]);
    expect(instance.commands('slow', 'compensate')).toMatchObject([{ forward: { outcome: 'unknown' } }]);
    await instance.undo('slow');
    expect(instance.output).toBe('CanceledFailure');
  });

  it('of which nothing is to be undone lets its error go on at once', async () => {
    const instance = given(
      saga(async (ctx) => ctx.scope(() => Promise.reject(new SagaFailure('Nope'))).catch((e: SagaFailure) => e.type)),
    );
    await instance.start();
    expect(instance.output).toBe('Nope');
    expect(instance.story).toEqual(['SagaStarted', 'CompensationPlanned', 'ScopeUndone', 'SagaCompleted']);
  });

  it('past the pivot undoes nothing', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx
          .scope(async () => {
            await ctx.activity(hold, 'a', { id: 'a' });
            ctx.pivot();
            throw new SagaFailure('Late');
          })
          .catch(() => undefined);
        return 'forward';
      }),
    );
    await instance.start();
    await instance.complete('a');
    expect(instance.output).toBe('forward');
    expect(instance.commands('a', 'compensate')).toEqual([]);
  });

  it('a bug inside it parks, and undoes nothing', async () => {
    const instance = given(
      saga(async (ctx) =>
        ctx.scope(async () => {
          await ctx.activity(hold, 'a', { id: 'a' });
          return (undefined as unknown as { x: number }).x;
        }),
      ),
    );
    await instance.start();
    await instance.complete('a');
    expect(instance.status).toBe('parked');
    expect(instance.eventsOf('CompensationPlanned')).toEqual([]);
  });

  it('its undos have attempts and back-off of their own while the saga goes on', async () => {
    const instance = given(either);
    await instance.start();
    await instance.complete('hotel');
    await instance.complete('a');
    await instance.fail('pay-a', 'NoMoney', { retryable: false, effect: 'none' });
    await instance.failUndo('a');
    await instance.pass(seconds(60));
    expect(instance.commands('a', 'compensate').map(({ attempt }) => attempt)).toEqual([1, 2]);
    await instance.undo('a');
    expect(instance.commands('b')).toHaveLength(1);
  });
});
