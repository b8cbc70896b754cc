import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { activity, approve, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

specify('attributes', (given) => {
  it('are merged into those of the start; null removes, undefined leaves', async () => {
    const instance = given(
      saga(async (ctx) => {
        const atStart = ctx.attributes();
        ctx.attributes({ stage: 'paid', customer: null, vip: undefined as never });
        const changed = ctx.attributes();
        await ctx.receive(approve);
        return [atStart, changed, ctx.attributes()];
      }),
    );
    await instance.start(null, { attributes: { customer: 'c-7', vip: true } });
    expect(instance.eventsOf('AttributesUpdated')).toEqual([
      { index: 1, type: 'AttributesUpdated', attributes: { stage: 'paid', customer: null } },
    ]);
    expect(instance.state.attributes).toEqual({ vip: true, stage: 'paid' });
    await instance.signal('approve');
    const after = { vip: true, stage: 'paid' };
    expect(instance.output).toEqual([{ customer: 'c-7', vip: true }, after, after]);
  });

  it('that are too much together park the instance', async () => {
    const longest = '\u0001'.repeat(1_024);
    const instance = given(
      saga((ctx) => {
        ctx.attributes(Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`a${i}`, longest])));
        return ctx.receive(approve);
      }),
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')).toMatchObject([
      { code: 'INVALID_INPUT', message: expect.stringContaining('ctx.attributes: together over') },
    ]);
  });

  it('several changes between two inputs are one event, and none where nothing is changed', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.attributes({ n: 1, gone: 'x' });
        ctx.attributes({ n: 2, gone: null });
        await ctx.receive(approve);
        ctx.attributes({ n: 3 });
        ctx.attributes({ n: 2, never: null });
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(instance.eventsOf('AttributesUpdated').map(({ attributes }) => attributes)).toEqual([{ n: 2 }]);
  });

  it('tell 1, "1" and true apart', async () => {
    const instance = given(
      saga(async (ctx) => {
        for (const value of [1, '1', true]) {
          ctx.attributes({ value });
          await ctx.receive(approve);
        }
      }),
    );
    await instance.start();
    await instance.signal('approve');
    await instance.signal('approve');
    expect(instance.eventsOf('AttributesUpdated').map(({ attributes }) => attributes['value'])).toEqual([1, '1', true]);
  });

  it('go on in the next run as they are', async () => {
    const instance = given(
      saga((ctx) => {
        if (ctx.run > 0) return Promise.resolve([ctx.attributes(), ctx.historyLength]);
        ctx.attributes({ stage: 'next', gone: null });
        return ctx.continueAsNew(null);
      }),
    );
    await instance.start(null, { attributes: { gone: 1, vip: true } });
    expect(instance.output).toEqual([{ vip: true, stage: 'next' }, 1]);
    expect(instance.state.attributes).toEqual({ vip: true, stage: 'next' });
  });

  it('cannot be changed but through ctx', async () => {
    const instance = given(
      saga(async (ctx) => {
        try {
          (ctx.attributes() as Record<string, unknown>)['mine'] = 1;
        } catch {
          return ctx.attributes();
        }
        return 'changed';
      }),
    );
    await instance.start(null, { attributes: { a: 1 } });
    expect(instance.output).toEqual({ a: 1 });
  });

  it('may change under an open instance, and are there when its code is gone', async () => {
    const code = (stage: string) =>
      saga(async (ctx) => {
        ctx.attributes({ stage });
        await ctx.activity(call, 1, { id: 'call' });
        throw new Error('over');
      });
    const instance = given(code('old'));
    await instance.start();
    await instance.deploy(code('new'));
    await instance.complete('call');
    await instance.deploy(undefined);
    expect(instance.state.attributes).toEqual({ stage: 'new' });
  });

  const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`k${i}`, i]));
  it.each<[string, (ctx: SagaContext) => void, string]>([
    ['too many', (ctx) => ctx.attributes(many), 'ctx.attributes: has more than 64 entries'],
    ['O4 NaN', (ctx) => ctx.attributes({ n: NaN }), '/n is NaN, which JSON cannot carry'],
    ['no plain value', (ctx) => ctx.attributes({ n: {} as never }), '/n is not a text, a number or a boolean'],
    ['a long text', (ctx) => ctx.attributes({ n: 'x'.repeat(1_025) }), '/n is longer than 1024 characters'],
    ['no name', (ctx) => ctx.attributes({ '': 1 }), 'has a name that is not 1 to 128 characters long'],
    ['O4 __proto__', (ctx) => ctx.attributes(JSON.parse('{"__proto__":1}') as never), '/__proto__ has a name that'],
    ['no object', (ctx) => ctx.attributes(7 as never), 'ctx.attributes: is not an object of names and values'],
    ['a list', (ctx) => ctx.attributes(['a'] as never), 'ctx.attributes: is not an object of names and values'],
  ])('that are %s park, and say which', async (_, change, message) => {
    const instance = given(
      saga(async (ctx) => {
        change(ctx);
        await ctx.receive(approve);
      }),
    );
    await instance.start(null, { attributes: { a: 1 } });
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect(instance.state.attributes).toEqual({ a: 1 });
  });
});
