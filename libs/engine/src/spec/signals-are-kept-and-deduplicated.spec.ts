import { expect, it } from '@jest/globals';
import { activity, approve, count, decline, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('signals', (given) => {
  it('that come early are kept for whoever asks later', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.timer('1s');
        return [await ctx.receive(approve), await ctx.receive(approve)];
      }),
    );
    await instance.start();
    await instance.signal('approve', 'first');
    await instance.signal('approve', 'second');
    await instance.pass(seconds(1));
    expect(instance.output).toEqual(['first', 'second']);
  });

  it('are waited for by name', async () => {
    const instance = given(saga((ctx) => Promise.all([ctx.receive(decline), ctx.receive(approve)])));
    await instance.start();
    expect(instance.waitingFor.map(({ kind, id }) => [kind, id])).toEqual([
      ['signal', 'decline'],
      ['signal', 'approve'],
    ]);
    await instance.signal('approve', 'yes');
    await instance.signal('decline', 'no');
    expect(instance.output).toEqual(['no', 'yes']);
  });

  it('reach those who wait in the order in which they asked', async () => {
    const instance = given(
      saga((ctx) => Promise.all([ctx.receive(approve), ctx.receive(approve), ctx.receive(approve)])),
    );
    await instance.start();
    for (const n of [1, 2, 3]) await instance.signal('approve', n);
    expect(instance.output).toEqual([1, 2, 3]);
  });

  it('D4 with one signalId are one signal, each told that it was accepted', async () => {
    const instance = given(saga((ctx) => Promise.all([ctx.receive(approve), ctx.receive(approve)])));
    await instance.start();
    for (let i = 0; i < 5; i += 1) {
      const told = await instance.request({
        type: 'signal',
        name: 'approve',
        payload: i,
        signalId: 's-1',
        requestId: `r-${i}`,
      });
      const already = { type: 'accepted', attached: true };
      if (i > 0) expect(told).toMatchObject({ kind: 'repeat', answers: [{ reply: already }] });
    }
    expect(instance.eventsOf('SignalReceived')).toMatchObject([{ payload: 0 }]);
    expect(instance.replies).toEqual([
      expect.objectContaining({ type: 'accepted', requestId: 'r-0', attached: false }),
    ]);
  });

  it('D5 with equal payload and other ids are two', async () => {
    const instance = given(saga((ctx) => Promise.all([ctx.receive(approve), ctx.receive(approve)])));
    await instance.start();
    await instance.signal('approve', 'same', 's-1');
    await instance.signal('approve', 'same', 's-2');
    expect(instance.output).toEqual(['same', 'same']);
  });

  it('a repeat of an accepted one is accepted, also after the end', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    await instance.start();
    await instance.signal('approve', 1, 's-1');
    expect(instance.status).toBe('completed');
    expect(await instance.signal('approve', 1, 's-1')).toEqual({ kind: 'repeat', answers: [] });
  });

  it('D9 to nobody, or to a closed instance, are refused', async () => {
    const instance = given(saga(() => Promise.resolve(1)));
    expect(await instance.signal('approve')).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
    await instance.start();
    expect(await instance.signal('approve')).toMatchObject({ kind: 'refused', code: 'CLOSED' });
  });

  it('P5 that the saga does not take, or with a payload that does not fit, are refused with the path', async () => {
    const instance = given(saga((ctx) => ctx.receive(count)));
    await instance.start();
    expect(await instance.signal('approval')).toMatchObject({ kind: 'refused', code: 'INVALID_INPUT', path: '/name' });
    expect(await instance.signal('count', 'three')).toEqual({
      kind: 'refused',
      code: 'INVALID_INPUT',
      detail: 'is not a number',
      path: '/payload/n/0',
    });
    expect(instance.turns).toHaveLength(1);
    await instance.signal('count', 3);
    expect(instance.output).toBe(3);
  });

  it('O1 with a payload over the limit are refused with the path, and leave no event', async () => {
    const instance = given(saga((ctx) => ctx.receive(approve)));
    await instance.start();
    expect(await instance.signal('approve', 'x'.repeat(262_143))).toMatchObject({
      ...{ kind: 'refused', code: 'PAYLOAD_TOO_LARGE', path: '/payload' },
    });
    expect(instance.turns).toHaveLength(1);
    await instance.signal('approve', 'x'.repeat(262_142));
    expect(instance.status).toBe('completed');
  });

  it('A13 accepted once are not validated again on replay', async () => {
    const code = saga(async (ctx) => {
      await ctx.receive(approve);
      return ctx.receive(count);
    });
    const instance = given(code);
    await instance.start();
    await instance.signal('count', 3);
    const strict = {
      ...count,
      payload: { '~standard': { version: 1, vendor: 'x', validate: () => ({ issues: [{ message: 'no' }] }) } },
    };
    const stricter = { ...code, contract: { ...code.contract, signals: [approve, strict as typeof count] } };
    await instance.deploy(stricter);
    // What the new one refuses leaves no event; what the old one had accepted stays.
    expect(await instance.signal('count', 4)).toMatchObject({ kind: 'refused', code: 'INVALID_INPUT' });
    await instance.crash();
    await instance.signal('approve');
    expect(instance.output).toBe(3);
    expect(instance.eventsOf('SignalReceived').map(({ payload }) => payload)).toEqual([3, null]);
  });

  it('[signal-flood] more than 10,000 unread ones are refused', async () => {
    const instance = given(
      saga((ctx) => ctx.activity(activity('web.call'), 1)),
      { checks: 'when asked' },
    );
    await instance.start();
    const signals = Array.from({ length: 10_001 }, (_, n) =>
      instance.asRequest({ type: 'signal', name: 'approve', payload: n }),
    );
    const told = await instance.tell(...signals);
    expect(told.filter(({ kind }) => kind === 'applied')).toHaveLength(10_000);
    expect(told.at(-1)).toMatchObject({ kind: 'refused', code: 'LIMIT_REACHED' });
    await instance.request({ type: 'pause' });
    expect(await instance.signal('approve')).toMatchObject({ kind: 'refused', code: 'LIMIT_REACHED' });
    await instance.checkReplay();
  });

  it('of another contract cannot be waited for', async () => {
    const instance = given(saga((ctx) => ctx.receive({ ...approve, name: 'unheard-of' })));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('D8 out of order and in one batch reach a saga that wants them in order', async () => {
    const instance = given(
      saga(async (ctx) => {
        const seen = new Map<number, unknown>();
        while (seen.size < 5) seen.set(await ctx.receive(count), true);
        return [...seen.keys()].sort();
      }),
    );
    await instance.start();
    await instance.tell(
      ...[4, 2, 5, 1, 3].map((n) => instance.asRequest({ type: 'signal', name: 'count', payload: n })),
    );
    expect(instance.output).toEqual([1, 2, 3, 4, 5]);
  });
});
