import { expect, it } from '@jest/globals';
import { activity, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const look = activity('search.look');

specify('parallel activities', (given) => {
  it('leave together in one turn', async () => {
    const instance = given(saga((ctx) => Promise.all(['a', 'b', 'c'].map((id) => ctx.activity(look, id, { id })))));
    await instance.start();
    expect(instance.turns).toHaveLength(1);
    expect(instance.commands().map((c) => c.activityId)).toEqual(['a', 'b', 'c']);
    await instance.complete('c', 3);
    await instance.complete('a', 1);
    await instance.complete('b', 2);
    expect(instance.output).toEqual([1, 2, 3]);
  });

  it('settle in the order of their results, live and on replay', async () => {
    const instance = given(
      saga(async (ctx) => {
        const order: string[] = [];
        const one = async (id: string): Promise<void> => {
          order.push(await ctx.activity(look, id, { id }));
        };
        await Promise.all([one('a'), one('b'), one('c')]);
        return order;
      }),
    );
    await instance.start();
    await instance.tell(
      instance.asResult('completed', 'b', { output: 'b' }),
      instance.asResult('completed', 'c', { output: 'c' }),
      instance.asResult('completed', 'a', { output: 'a' }),
    );
    expect(instance.turns).toHaveLength(2);
    expect(instance.output).toEqual(['b', 'c', 'a']);
  });

  it('race, any and allSettled work as in any other code', async () => {
    const instance = given(
      saga(async (ctx) => {
        const start = (ids: string[]) => ids.map((id) => ctx.activity(look, id, { id, retry: { maxAttempts: 1 } }));
        const first = await Promise.race(start(['r1', 'r2']));
        const any = await Promise.any(start(['y1', 'y2']));
        const all = await Promise.allSettled(start(['s1', 's2']));
        return [first, any, all.map((one) => one.status)];
      }),
    );
    await instance.start();
    await instance.complete('r2', 'r2');
    await instance.fail('y1');
    await instance.complete('y2', 'y2');
    await instance.fail('s2');
    await instance.complete('s1', 's1');
    expect(instance.output).toEqual(['r2', 'y2', ['fulfilled', 'rejected']]);
  });

  it('keeps its own copy of an input that the code changes afterwards', async () => {
    const instance = given(
      saga(async (ctx) => {
        const line = { sku: '' };
        const open = ['a', 'b'].map((sku) => {
          line.sku = sku;
          return ctx.activity(look, line, { id: sku });
        });
        line.sku = 'changed';
        await Promise.all(open);
      }),
    );
    await instance.start();
    expect(instance.scheduled.map((e) => e.input)).toEqual([{ sku: 'a' }, { sku: 'b' }]);
  });
});
