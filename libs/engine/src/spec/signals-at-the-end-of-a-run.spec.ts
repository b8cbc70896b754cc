import { expect, it } from '@jest/globals';
import { approve, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('signals that were recorded before the end of a run, and told with it', (given) => {
  it('F2 after a pause go to the next run, every one and in order, past a receive that nobody awaits', async () => {
    const instance = given(
      saga(async (ctx, first) => {
        if (ctx.run === 0) {
          const payload = await ctx.receive(approve);
          void ctx.receive(approve);
          return ctx.continueAsNew(payload);
        }
        const seen = [first];
        while (seen.length < 25) seen.push(await ctx.receive(approve));
        return seen;
      }),
    );
    await instance.start();
    await instance.request({ type: 'pause' });
    for (let n = 0; n < 25; n += 1) await instance.signal('approve', n);
    await instance.request({ type: 'resume' });
    expect(instance.output).toEqual(Array.from({ length: 25 }, (_, n) => n));
  });
});
