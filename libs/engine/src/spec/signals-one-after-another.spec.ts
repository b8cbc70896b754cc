import { expect, it } from '@jest/globals';
import { approve, count, decline, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('an iterator over signals', (given) => {
  it('D8 a strict-sequence saga over shuffled signals loses none', async () => {
    const order: number[] = [];
    const instance = given(
      saga(async (ctx) => {
        const early = new Set<number>();
        const inOrder: number[] = [];
        for await (const n of ctx.signals(count)) {
          early.add(n);
          while (early.delete(inOrder.length)) inOrder.push(inOrder.length);
          if (inOrder.length === 40) break;
        }
        return inOrder;
      }),
    );
    await instance.start();
    // A stride that is prime to 40 visits each of them once.
    for (let n = 0; n < 40; n += 1) order.push((n * 17 + 5) % 40);
    const signals = order.map((payload) => instance.asRequest({ type: 'signal', name: 'count', payload }));
    await instance.tell(...signals.slice(0, 13));
    for (const signal of signals.slice(13, 20)) await instance.tell(signal);
    await instance.tell(...signals.slice(20));
    expect(instance.output).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('takes those that came early first, each once, and of its name only', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('1s');
        const seen: unknown[] = [];
        for await (const payload of ctx.signals(approve)) if (seen.push(payload) === 3) break;
        return [seen, await ctx.receive(decline)];
      }),
    );
    await instance.start();
    await instance.signal('approve', 1);
    await instance.signal('decline', 'no');
    await instance.signal('approve', 2);
    await instance.pass(seconds(1));
    await instance.signal('approve', 3);
    expect(instance.output).toEqual([[1, 2, 3], 'no']);
  });

  it('takes nothing more after the loop was left', async () => {
    const instance = given(
      saga(async (ctx) => {
        for await (const payload of ctx.signals(approve)) if (payload === 'last') break;
        await ctx.timer('1s');
        return ctx.receive(approve);
      }),
    );
    await instance.start();
    for (const payload of ['first', 'last', 'kept']) await instance.signal('approve', payload);
    await instance.pass(seconds(1));
    expect(instance.output).toBe('kept');
  });

  it('returned while it is asked, tells whoever asks that it is over, and gives the wait back', async () => {
    const instance = given(
      saga(async (ctx) => {
        const signals = ctx.signals(approve);
        const asked = signals.next();
        await ctx.timer('1s');
        await signals.return?.();
        return [await asked, await signals.next(), await ctx.receive(approve)];
      }),
    );
    await instance.start();
    expect(instance.waitingFor.map(({ kind }) => kind)).toEqual(['timer', 'signal']);
    await instance.pass(seconds(1));
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual([{ done: true }, { done: true }, 'yes']);
  });

  it('that loses a race takes no signal', async () => {
    const instance = given(
      saga(async (ctx) => {
        const signals = ctx.signals(approve);
        const first = await ctx.race({ late: ctx.timer('1s'), next: signals.next() });
        return [first.winner, await signals.next()];
      }),
    );
    await instance.start();
    await instance.pass(seconds(1));
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual(['late', { done: false, value: 'yes' }]);
  });

  it('hears of a cancel like any wait', async () => {
    const instance = given(
      saga(async (ctx) => {
        const seen: unknown[] = [];
        try {
          for await (const payload of ctx.signals(approve)) seen.push(payload);
        } catch (error) {
          return [seen, (error as Error).name];
        }
        return 'never';
      }),
    );
    await instance.start();
    await instance.signal('approve', 1);
    await instance.cancel();
    expect(instance.output).toEqual([[1], 'CanceledFailure']);
  });

  it('over signals of another contract is refused with the call', async () => {
    const instance = given(saga((ctx) => ctx.signals({ ...approve, name: 'unheard-of' }).next()));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
