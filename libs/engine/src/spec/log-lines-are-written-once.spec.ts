import { expect, it } from '@jest/globals';
import { approve, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('ctx.log', (given) => {
  it('writes a line when it is new, and not again on replay', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.log.debug('began');
        ctx.log.info('waits', { for: 'approve' });
        await ctx.receive(approve);
        ctx.log.warn('went on');
        ctx.log.error('ends');
      }),
    );
    await instance.start();
    await instance.crash();
    await instance.signal('approve');
    expect(instance.log).toEqual([
      { level: 'debug', message: 'began' },
      { level: 'info', message: 'waits', fields: { for: 'approve' } },
      { level: 'warn', message: 'went on' },
      { level: 'error', message: 'ends' },
    ]);
  });

  it('of an evaluation that parked are written when the input is taken up again', async () => {
    let broken = true;
    const instance = given(
      saga(async (ctx) => {
        ctx.log.info('began');
        await ctx.receive(approve);
        ctx.log.info('approved');
        if (broken) throw new TypeError('a bug');
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(instance.status).toBe('parked');
    expect(instance.log.map((line) => line.message)).toEqual(['began']);
    broken = false;
    await instance.tell({ kind: 'revive' });
    expect(instance.log.map((line) => line.message)).toEqual(['began', 'approved']);
  });
});
