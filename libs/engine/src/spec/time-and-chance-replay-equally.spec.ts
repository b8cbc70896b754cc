import { expect, it } from '@jest/globals';
import { approve, minutes, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('ctx.now, ctx.uuid and ctx.random', (given) => {
  const draws = saga(async (ctx) => {
    const first = [ctx.now().toISOString(), ctx.uuid(), ctx.random()];
    await ctx.receive(approve);
    return [...first, ctx.now().toISOString(), ctx.uuid(), ctx.random()];
  });

  it('N2 are the same on every replay', async () => {
    const outputs: unknown[] = [];
    for (let i = 0; i < 2; i += 1) {
      const instance = given(draws);
      await instance.start();
      await instance.pass(seconds(5));
      await instance.crash();
      await instance.signal('approve');
      outputs.push(instance.output);
    }
    expect(outputs[0]).toEqual(outputs[1]);
    const [at, id, n, later, other] = outputs[0] as [string, string, number, string, string];
    expect([at, later]).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:05.000Z']);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(other).not.toBe(id);
    expect(n >= 0 && n < 1).toBe(true);
  });

  it('differ between instances', async () => {
    const one = given(draws, { workflowId: 'w-1' });
    const two = given(draws, { workflowId: 'w-2' });
    for (const instance of [one, two]) {
      await instance.start();
      await instance.signal('approve');
    }
    expect((one.output as string[])[1]).not.toBe((two.output as string[])[1]);
  });

  it('time never goes back, whatever the clock says', async () => {
    const instance = given(
      saga(async (ctx) => {
        const before = ctx.now().getTime();
        await ctx.receive(approve);
        return ctx.now().getTime() - before;
      }),
    );
    await instance.start();
    instance.now -= minutes(10);
    await instance.signal('approve');
    expect(instance.output).toBe(0);
  });
});
