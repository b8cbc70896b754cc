import { expect, it } from '@jest/globals';
import type { RunningCode, Watch } from '../index.js';
import { sagaLine } from '../index.js';
import { approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('a watch over saga code', (given) => {
  it('hears when code goes on, and from which line it calls, live and on replay', async () => {
    const told: string[] = [];
    const line = (stack: Error): string => /who-has-the-thread[^:]*:(\d+)/.exec(sagaLine(stack) ?? '')?.[1] ?? '?';
    const name = ({ namespace, workflowId, run, saga: of, version }: RunningCode): string =>
      `${namespace}/${workflowId}/${run} ${of} ${version}`;
    const watch: Watch = {
      began: (code) => void told.push(`${name(code)} began`),
      called: (code, call, stack) => void told.push(`${name(code)} called ${call} at ${line(stack())}`),
    };
    const instance = given(
      saga(async (ctx) => {
        const booked = ctx.activity(book, 1, { id: 'book' });
        await booked;
        ctx.pivot();
        return ctx.receive(approve);
      }),
      { evaluation: { watch } },
    );
    await instance.start();
    await instance.complete('book', 'b');

    told.length = 0;
    await instance.replay();
    const calls = told.filter((one) => one.includes('called')).map((one) => one.split('called ')[1]);
    expect(calls).toEqual(['ctx.activity at 21', 'ctx.pivot at 23', 'ctx.receive at 24']);
    const began = 'default/w-1/0 trip 1 began';
    // The evaluation of the start; that of the result, and the await that goes on in it.
    expect(told.map((one) => (one === began ? 'began' : 'called'))).toEqual([
      ...['began', 'called'],
      ...['began', 'began', 'called', 'called'],
    ]);
    await instance.signal('approve', 'yes');
    expect(instance.output).toBe('yes');
  });
});
