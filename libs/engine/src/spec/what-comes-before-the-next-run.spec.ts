import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const hold = undoable('airline.hold');

specify('what comes between the end of a run and the next one', (given) => {
  /** The end of its first run waits until a scope is undone; one of its branches still waits for a signal. */
  const waiting = saga(async (ctx, n: number) => {
    if (n === 1) return ctx.receive(approve);
    void ctx.receive(approve);
    await ctx.receive(approve);
    void ctx
      .scope(async () => {
        await ctx.activity(hold, 'a', { id: 'a' });
        throw new SagaFailure('Full');
      })
      .catch(() => undefined);
    await ctx.timer('1m');
    return ctx.continueAsNew(1);
  });
  const betweenRuns = async () => {
    const instance = given(waiting);
    await instance.start(0);
    await instance.signal('approve', 'first');
    await instance.signal('approve', 'second');
    await instance.complete('a');
    await instance.pass(60_000);
    expect(instance.run).toBe(0);
    return instance;
  };

  it('F2 a signal is carried, although a branch of the run before waited for it', async () => {
    const instance = await betweenRuns();
    await instance.signal('approve', 'third');
    await instance.undo('a');
    expect(instance.eventsOf('SagaContinuedAsNew')[0]!.carried.signals).toEqual([
      { name: 'approve', payload: 'third' },
    ]);
    expect(instance.output).toBe('third');
  });

  it('F2 a signal is carried that was recorded while the instance stood still', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n === 1) return ctx.receive(approve);
        await ctx.receive(approve);
        return ctx.continueAsNew(1);
      }),
    );
    await instance.start(0);
    await instance.request({ type: 'pause' });
    await instance.signal('approve', 'first');
    await instance.signal('approve', 'second');
    await instance.request({ type: 'resume' });
    expect(instance.output).toBe('second');
  });

  it('a cancel counts that was recorded while the instance stood still: no run follows, and it replays', async () => {
    const code = saga(async (ctx) => {
      await ctx.receive(approve);
      return ctx.continueAsNew(1);
    });
    const instance = given(code);
    await instance.start(0);
    await instance.request({ type: 'pause' });
    await instance.signal('approve');
    await instance.cancel();
    await instance.request({ type: 'resume' });
    expect([instance.run, instance.status]).toEqual([0, 'canceled']);
    expect(await instance.checkAgainst(code)).toMatchObject([{ divergence: undefined, warnings: [] }]);
  });

  it('a cancel undoes: no run follows', async () => {
    const instance = await betweenRuns();
    await instance.cancel();
    await instance.undo('a');
    expect(instance.run).toBe(0);
    expect(instance.status).toBe('compensated');
  });
});
