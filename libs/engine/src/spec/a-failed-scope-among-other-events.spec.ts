import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, hotel, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const hold = undoable('airline.hold');
const pay = activity('bank.pay');

specify('a scope that is being undone', (given) => {
  it('an undo of it that is exhausted waits for an operator, and the saga with it', async () => {
    const once = undoable('airline.hold', { compensation: { retry: { maxAttempts: 1 } } });
    const instance = given(
      saga(async (ctx) => {
        try {
          await ctx.scope(async () => {
            await ctx.activity(once, 'a', { id: 'a' });
            throw new SagaFailure('Undo');
          });
        } catch {
          return 'went on';
        }
        return 'not reached';
      }),
    );
    await instance.start();
    await instance.complete('a', 'held');
    await instance.failUndo('a');
    expect(instance.status).toBe('compensation-failed');
    expect(instance.waitingFor).toMatchObject([{ kind: 'operator', id: 'a' }]);
    await instance.operator('retry', { activityId: 'a' });
    expect(instance.status).toBe('running');
    await instance.failUndo('a');
    await instance.operator('skip', { activityId: 'a', reason: 'the airline is bankrupt' });
    expect(instance.output).toBe('went on');
  });

  it('that is cancelled while it is undone: the body hears of the cancel, and each undo happens once', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(hold, 'hotel', { id: 'hotel' });
        await ctx.scope(async () => {
          await ctx.activity(hold, 'a', { id: 'a' });
          throw new SagaFailure('Undo');
        });
      }),
    );
    await instance.start();
    await instance.complete('hotel');
    await instance.complete('a');
    await instance.cancel();
    expect(instance.status).toBe('compensating');
    await instance.undo('a');
    await instance.undo('hotel');
    expect(instance.status).toBe('compensated');
    expect(instance.eventsOf('CompensationPlanned').map(({ cause }) => cause)).toEqual(['scope', 'cancel']);
    for (const id of ['a', 'hotel']) expect(instance.commands(id, 'compensate')).toHaveLength(1);
  });

  it('an output that arrives after its undo is undone once more, before the saga ends', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx
          .scope(async () => {
            const slow = ctx.activity(hold, 'slow', { id: 'slow' });
            await ctx.activity(pay, 'x', { id: 'pay' });
            await slow;
          })
          .catch(() => undefined);
        await ctx.receive(approve);
        return 'end';
      }),
    );
    await instance.start();
    await instance.fail('pay', 'NoMoney', { retryable: false, effect: 'none' });
    await instance.undo('slow');
    await instance.complete('slow', 'it was held');
    expect(instance.commands('slow', 'compensate').at(-1)).toMatchObject({
      idempotencyKey: 'w-1:slow:compensate:late',
      forward: { outcome: 'completed', output: 'it was held' },
    });
    await instance.signal('approve');
    expect(instance.status).toBe('running');
    await instance.undo('slow');
    expect(instance.output).toBe('end');
  });

  it('goes on when also that is undone which turned out to be done after its undo', async () => {
    const instance = given(
      saga((ctx) =>
        ctx.scope(async () => {
          void ctx.activity(hold, 'slow', { id: 'slow' });
          void ctx.activity(hold, 'asked', { id: 'asked', inDoubt: 'ask' });
          await ctx.activity(pay, 'x', { id: 'pay' });
        }),
      ),
    );
    await instance.start();
    await instance.fail('pay', 'NoMoney', { retryable: false, effect: 'none' });
    await instance.undo('slow');
    await instance.complete('slow', 'it was held');
    await instance.operator('skip', { activityId: 'asked', reason: 'seen to' });
    expect(instance.eventsOf('ScopeUndone')).toEqual([]);
    await instance.undo('slow');
    expect(instance.eventsOf('ScopeUndone')).toHaveLength(1);
    expect(instance.status).toBe('failed');
  });

  it('undoes the rest of its plan when the pivot is passed meanwhile', async () => {
    const instance = given(
      saga(async (ctx) => {
        const failing = ctx
          .scope(async () => {
            await ctx.activity(hold, 'a', { id: 'a' });
            await ctx.activity(hold, 'b', { id: 'b' });
            throw new SagaFailure('Undo');
          })
          .catch(() => undefined);
        await ctx.receive(approve);
        ctx.pivot();
        await failing;
      }),
    );
    await instance.start();
    await instance.complete('a', 'A');
    await instance.complete('b', 'B');
    await instance.signal('approve');
    await instance.undo('b');
    expect(instance.commands('a', 'compensate')).toMatchObject([{ forward: { input: 'a', output: 'A' } }]);
    await instance.undo('a');
    expect(instance.status).toBe('completed');
  });

  it('takes no more work: what a branch of it asks for afterwards is given up at once', async () => {
    const instance = given(
      saga(async (ctx) => {
        const told: string[] = [];
        await ctx
          .scope(async () => {
            const cleaning = ctx.activity(hold, 'a', { id: 'a' }).catch(async () => {
              await ctx.child(hotel, { input: 1 }).catch((error: Error) => told.push(error.message));
              await ctx.race({ now: Promise.resolve(), b: ctx.activity(hold, 'b') });
              await ctx.bestEffort(hold, 'b', { id: 'b' }).catch((error: Error) => told.push(error.name));
            });
            const racing = ctx.activity(pay, 'x', { id: 'pay' }).finally(() => ctx.scope(() => ctx.race({ cleaning })));
            await Promise.all([cleaning, racing, ctx.activity(pay, 'y', { id: 'refused' })]);
          })
          .catch(() => undefined);
        return told;
      }),
    );
    await instance.start();
    await instance.fail('refused', 'NoMoney', { retryable: false, effect: 'none' });
    await instance.undo('a');
    expect(instance.scheduled.map(({ activityId }) => activityId)).toEqual(['a', 'pay', 'refused']);
    expect(instance.requests).toEqual([]);
    expect(instance.output).toEqual(['its scope failed', 'CanceledFailure']);
  });

  it('with another one that failed at once: each is told when nothing is left to record of what was decided', async () => {
    const full = () => Promise.reject(new SagaFailure('Full'));
    const instance = given(
      saga(async (ctx) => {
        const ended = await Promise.allSettled([ctx.scope(full), ctx.scope(full)]);
        return ended.map(({ status }) => status);
      }),
    );
    await instance.start();
    expect(instance.story).toEqual([
      'SagaStarted',
      'CompensationPlanned',
      'CompensationPlanned',
      'ScopeUndone',
      'ScopeUndone',
      'SagaCompleted',
    ]);
    expect(instance.output).toEqual(['rejected', 'rejected']);
  });
});
