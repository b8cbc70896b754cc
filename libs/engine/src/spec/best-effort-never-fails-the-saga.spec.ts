import { expect, it } from '@jest/globals';
import { activity, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const mail = activity('mail.send', { retry: { maxAttempts: 1 } });

specify('ctx.bestEffort', (given) => {
  const code = saga(async (ctx) => {
    const sent = await ctx.bestEffort(mail, 1, { id: 'mail' });
    return sent.ok ? sent.value : `failed: ${sent.error.message}`;
  });

  it('gives a value', async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('mail', 'sent');
    expect(instance.output).toBe('sent');
    expect(instance.log).toEqual([]);
  });

  it('gives a failure as a value, and a warning once', async () => {
    const instance = given(code);
    await instance.start();
    await instance.fail('mail');
    expect(instance.output).toBe('failed: Broken happened');
    expect(instance.log).toEqual([
      {
        level: 'warn',
        message: 'mail.send failed, and the saga goes on without it',
        fields: { activity: 'mail.send', error: 'ActivityFailure: Broken happened' },
      },
    ]);
  });

  it('U8 also past the pivot', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.pivot();
        return (await ctx.bestEffort(mail, 1, { id: 'mail' })).ok;
      }),
    );
    await instance.start();
    await instance.fail('mail');
    expect(instance.output).toBe(false);
  });

  it('hears of a cancel like any other', async () => {
    const instance = given(code);
    await instance.start();
    await instance.cancel();
    expect(instance.status).toBe('canceled');
  });

  it('that nobody awaits troubles nobody', async () => {
    const instance = given(
      saga((ctx) => {
        void ctx.bestEffort(mail, 1, { id: 'mail' });
        return ctx.timer('1h');
      }),
    );
    await instance.start();
    await instance.cancel();
    expect(instance.status).toBe('canceled');
  });
});
