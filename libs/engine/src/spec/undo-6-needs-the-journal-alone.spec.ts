import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, hours, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('compensation rule 6', (given) => {
  const code = saga(async (ctx) => {
    await ctx.activity(book, 1, { id: 'a' });
    await ctx.activity(book, 2, { id: 'b' });
    throw new SagaFailure('Enough');
  });

  it.each([
    ['gone', undefined],
    ['no longer able to replay', saga((ctx) => ctx.activity(activity('web.other'), 1))],
  ])('undoing goes on when the code is %s', async (_, deployed) => {
    const instance = given(code);
    await instance.start();
    await instance.complete('a');
    await instance.complete('b');
    await instance.deploy(deployed);
    await instance.undo('b');
    await instance.crash();
    await instance.undo('a');
    expect(instance.status).toBe('compensated');
  });

  it('a saga timeout undoes without the code', async () => {
    const instance = given(
      saga((ctx) => ctx.activity(book, 1, { id: 'a' }).then(() => ctx.timer('9h')), { timeout: '1h' }),
    );
    await instance.start();
    await instance.complete('a');
    await instance.deploy(undefined);
    await instance.pass(hours(1));
    expect(instance.status).toBe('compensating');
    await instance.undo('a');
    expect(instance.status).toBe('compensated');
  });
});
