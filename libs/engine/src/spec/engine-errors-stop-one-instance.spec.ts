import { expect, it } from '@jest/globals';
import type { Schema } from '@skald/contracts';
import { DeterminismViolation } from '../index.js';
import { approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('what the engine does not expect (V7)', (given) => {
  it('a value that throws when it is read is told as a dead letter, and stops nothing', async () => {
    const odd: Schema = {
      '~standard': {
        version: 1,
        vendor: 'spec',
        validate: () => ({
          value: {
            toJSON: () => {
              throw new Error('unreadable');
            },
          },
        }),
      },
    };
    const code = saga((ctx) => ctx.receive(approve));
    const instance = given({ ...code, contract: { ...code.contract, input: odd } });
    expect(await instance.start()).toMatchObject({ kind: 'dead', detail: expect.stringContaining('unreadable') });
  });

  it('what guards the code may stop it: its reason is the one of the park', async () => {
    const instance = given(saga(() => Promise.reject(new DeterminismViolation('Date.now() differs on replay'))));
    await instance.start();
    expect(instance.eventsOf('SagaParked')).toMatchObject([
      { code: 'NONDETERMINISM', message: 'Date.now() differs on replay' },
    ]);
  });

  it('what is thrown although it is no error is told, too', async () => {
    const throws: Schema = {
      '~standard': {
        version: 1,
        vendor: 'spec',
        validate: () => {
          throw Object.create({ toString: () => 'no error at all' }) as Error;
        },
      },
    };
    const code = saga((ctx) => ctx.receive(approve));
    const instance = given({ ...code, contract: { ...code.contract, input: throws } });
    expect(await instance.start()).toMatchObject({ kind: 'dead', detail: 'no error at all' });
  });

  it('[engine-throws] an error of the engine parks the instance with its stack', async () => {
    let broken = true;
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        await ctx.receive(approve);
      }),
      {
        evaluation: {
          settled: () =>
            broken ? Promise.reject(new Error('the clock is broken')) : new Promise((resolve) => setImmediate(resolve)),
        },
        checks: 'when asked',
      },
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'ENGINE_ERROR',
      message: expect.stringContaining('the clock is broken'),
    });
    expect(instance.sent).toEqual([]);
    // The same on replay: it stays parked, whatever comes.
    await instance.signal('approve', 1);
    await instance.request({ type: 'resume' });
    expect(instance.status).toBe('parked');
    broken = false;
    await instance.deploy(instance.code);
    await instance.tell({ kind: 'revive' });
    expect(instance.status).toBe('running');
    await instance.complete('book');
    expect(instance.status).toBe('completed');
  });

  it('a cancel of code that is not here parks first; the next one undoes', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.complete('book');
    await instance.deploy(undefined);
    await instance.cancel();
    expect(instance.status).toBe('parked');
    await instance.cancel();
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
  });
});
