import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('continue-as-new', (given) => {
  it.each<[string, (ctx: SagaContext) => unknown, string]>([
    [
      'an input that is too large',
      (ctx) => ctx.continueAsNew('x'.repeat(300_000)),
      'the input of the next run of trip is over',
    ],
    ['a version that is none', (ctx) => ctx.continueAsNew(1, { version: 0.5 }), 'version 0.5 is not a whole number'],
  ])('with %s parks the instance in its run', async (_, code, message) => {
    const instance = given(saga(code));
    await instance.start(0);
    expect(instance.eventsOf('SagaParked')).toMatchObject([
      { code: 'INVALID_INPUT', message: expect.stringContaining(message) },
    ]);
    expect(instance.run).toBe(0);
  });

  it('is the end of its run: what the code does afterwards comes to nothing', async () => {
    const instance = given(
      saga((ctx, n) => {
        if (n === 0) void ctx.continueAsNew(1);
        return n;
      }),
    );
    await instance.start(0);
    expect(instance.run).toBe(1);
    expect(instance.output).toBe(1);
  });
});
