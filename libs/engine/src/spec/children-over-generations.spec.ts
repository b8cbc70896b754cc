import { expect, it } from '@jest/globals';
import { approve, hotel, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const parent = { workflowId: 'p-1', run: 0, childId: 'trip#1', attempt: 1 };

specify('children over generations', (given) => {
  it('E7 have ids by default that no two share, the same on every replay', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        const booked = await Promise.all([ctx.child(hotel, { input: 1 }), ctx.child(hotel, { input: 2 })]);
        ctx.detach(hotel, { input: 3 });
        return n < 2 ? ctx.continueAsNew(n + 1) : booked;
      }),
    );
    await instance.start(0);
    for (let run = 0; run < 3; run += 1) {
      await instance.crash();
      for (const childId of ['hotel#1', 'hotel#2']) await instance.child('child-completed', childId, { run });
    }
    const ids = instance.requests.flatMap((request) => (request.type === 'start' ? [request.workflowId] : []));
    expect(ids).toEqual([0, 1, 2].flatMap((run) => [1, 2, 3].map((n) => `w-1:${run}:hotel#${n}`)));
    expect(new Set(ids).size).toBe(9);
    expect(instance.status).toBe('completed');
  });

  it('E6 a child that continues as new three times tells its parent once: what its last run gave', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        const said = await ctx.receive(approve);
        return n < 3 ? ctx.continueAsNew(n + 1) : { n, said };
      }),
    );
    await instance.start(0, { parent });
    for (const said of ['a', 'b', 'c', 'd']) {
      expect(instance.toParent).toEqual([]);
      await instance.signal('approve', said);
    }
    expect(instance.run).toBe(3);
    expect(instance.toParent).toMatchObject([
      { type: 'child-completed', ...parent, child: { workflowId: 'w-1', run: 3 }, output: { n: 3, said: 'd' } },
    ]);
  });

  it('E6 the end of its parent ends the run in which a child is', async () => {
    const instance = given(
      saga(async (ctx, n: number) => {
        if (n < 3) return ctx.continueAsNew(n + 1);
        return ctx.receive(approve);
      }),
    );
    await instance.start(0, { parent });
    expect(instance.run).toBe(3);
    await instance.request({ type: 'cancel', actor: 'skald', parent });
    expect([instance.status, instance.run]).toEqual(['canceled', 3]);
    expect(instance.toParent).toMatchObject([
      { type: 'child-failed', ...parent, child: { workflowId: 'w-1', run: 3 }, status: 'canceled' },
    ]);
  });
});
