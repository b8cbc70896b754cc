import { expect, it } from '@jest/globals';
import { openCommands } from '../index.js';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('payloads', (given) => {
  const held = (instance: ReturnType<typeof given>) =>
    [...instance.state.activities.values()].map((a) => [a.input, a.output]);

  it('are kept while an attempt or an undo may need them, and no longer', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(activity('web.call'), 'plain in');
        await ctx.activity(undoable('hotel.book'), 'undoable in');
        await ctx.receive(approve);
        ctx.pivot();
        await ctx.activity(undoable('hotel.book'), 'after the pivot');
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    expect(held(instance)).toEqual([['plain in', undefined]]);
    await instance.complete('web.call#1', 'plain out');
    await instance.complete('hotel.book#1', 'undoable out');
    expect(held(instance)).toEqual([
      [undefined, undefined],
      ['undoable in', 'undoable out'],
    ]);
    await instance.signal('approve');
    await instance.complete('hotel.book#2', 'out');
    expect(held(instance)).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('of what is closed are gone', async () => {
    const instance = given(saga((ctx) => ctx.activity(undoable('hotel.book'), 'in')));
    await instance.start();
    await instance.complete('hotel.book#1', 'out');
    expect(held(instance)).toEqual([[undefined, undefined]]);
  });

  it('the commands that are open can be sent again, equal to the byte', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(undoable('hotel.book'), 'a', { id: 'a' });
        await Promise.all([
          ctx.activity(undoable('hotel.book'), 'b', { id: 'b' }),
          ctx.activity(activity('web.call', { heartbeat: '1m', scheduleToStart: '5m' }), 'c', { id: 'c' }),
        ]);
      }),
    );
    await instance.start();
    await instance.complete('a');
    expect(openCommands(instance.state)).toEqual(instance.sent.slice(1));
    await instance.result('started', 'c');
    instance.now += 1_000;
    await instance.result('heartbeat', 'c');
    expect(openCommands(instance.state)).toEqual(instance.sent.slice(1));
    await instance.fail('b');
    expect(openCommands(instance.state)).toEqual(instance.sent.slice(2));
    await instance.cancel();
    expect(openCommands(instance.state)).toEqual(instance.sent.slice(4));
    expect(openCommands(instance.state)).toHaveLength(1);
  });

  it('only fifty things that are waited for are told', async () => {
    const instance = given(
      saga((ctx) =>
        Promise.all([
          ...Array.from({ length: 60 }, (_, i) => ctx.timer(`${i + 1}s`)),
          ctx.receive(approve),
          ctx.effect('look', () => 1),
        ]),
      ),
    );
    await instance.start();
    expect(instance.waitingFor).toHaveLength(50);
    const wide = given(
      saga((ctx) =>
        Promise.all(Array.from({ length: 60 }, (_, i) => ctx.activity(undoable('hotel.book', { inDoubt: 'ask' }), i))),
      ),
    );
    await wide.start();
    expect(wide.waitingFor).toHaveLength(50);
    await wide.cancel();
    expect(wide.status).toBe('compensation-failed');
    expect(wide.waitingFor).toHaveLength(50);
    const pivoted = given(
      saga((ctx) => {
        ctx.pivot();
        return Promise.all(
          Array.from({ length: 60 }, (_, i) => ctx.activity(activity('web.call', { retry: { maxAttempts: 1 } }), i)),
        );
      }),
      { checks: 'when asked' },
    );
    await pivoted.start();
    for (let i = 1; i <= 60; i += 1) await pivoted.fail(`web.call#${i}`);
    expect(pivoted.waitingFor).toHaveLength(50);
  });
});
