import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { SagaFailure } from '../index.js';
import { approve, hours, minutes, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const hold = undoable('airline.hold');

/** Fails, and nobody awaits it. */
function failing(ctx: SagaContext, id: string): void {
  const scope = ctx.scope(async () => {
    await ctx.activity(hold, id, { id });
    throw new SagaFailure('Undo');
  });
  scope.catch(() => undefined);
}

specify('the undo of a failed scope', (given) => {
  it.each([
    ['returned', () => Promise.resolve('end'), 'completed'],
    ['is cancelled meanwhile', (ctx: SagaContext) => ctx.receive(approve), 'compensated'],
  ])('where the saga %s: it replays', async (_, end, status) => {
    const code = saga(
      async (ctx) => {
        failing(ctx, 'a');
        await ctx.timer('1m');
        return end(ctx);
      },
      { timeout: '1h' },
    );
    const instance = given(code);
    await instance.start();
    await instance.complete('a', 'A');
    await instance.pass(minutes(1));
    await instance.signal('decline');
    if (status === 'compensated') await instance.cancel();
    await instance.undo('a');
    expect(instance.status).toBe(status);
    expect(await instance.checkAgainst(code)).toMatchObject([{ divergence: undefined, warnings: [] }]);
  });

  it('where the time of the saga is over, which had come to its end: it replays', async () => {
    const code = saga(
      async (ctx) => {
        failing(ctx, 'a');
        await ctx.timer('1m');
        return 'end';
      },
      { timeout: '1h' },
    );
    const instance = given(code);
    await instance.start();
    await instance.complete('a', 'A');
    await instance.pass(hours(1));
    await instance.undo('a');
    expect(instance.eventsOf('CompensationPlanned').map(({ cause }) => cause)).toEqual(['scope', 'timeout']);
    expect(await instance.checkAgainst(code)).toMatchObject([{ divergence: undefined, warnings: [] }]);
  });

  it.each([
    ['continues as new, and is cancelled', 'cancel'],
    ['returns, and is undone with its parent', 'undo'],
  ] as const)('where the saga %s meanwhile: it replays', async (_, how) => {
    const parent = { workflowId: 'parent-1', run: 0, childId: 'trip', attempt: 1 };
    const code = saga(async (ctx) => {
      failing(ctx, 'a');
      failing(ctx, 'b');
      await ctx.timer('1m');
      return how === 'undo' ? 'end' : ctx.continueAsNew(1);
    });
    const instance = given(code);
    await instance.start(0, { parent });
    await instance.complete('a', 'A');
    await instance.complete('b', 'B');
    await instance.pass(minutes(1));
    await instance.request(how === 'undo' ? { type: 'undo', parent } : { type: 'cancel' });
    await instance.undo('a');
    await instance.undo('b');
    expect(instance.status).toBe('compensated');
    expect(instance.eventsOf('CompensationPlanned').map(({ cause }) => cause)).toEqual(['scope', 'scope', how]);
    expect(await instance.checkAgainst(code)).toMatchObject([{ divergence: undefined, warnings: [] }]);
  });
});
