import { expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import type { SagaContext } from '../index.js';
import { activity, approve, placed, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

const values: readonly (readonly [string, Json])[] = [
  ['NUL', 'a\0b'],
  ['emoji', '👩‍👩‍👧'],
  ['a lone surrogate', '\ud800'],
  ['a key __proto__', JSON.parse('{"__proto__":{"polluted":true}}') as Json],
  ['keys of objects', { constructor: 1, toString: 2, then: 3 }],
  ['zero', 0],
  ['an empty text', ''],
  ['false', false],
  ['null', null],
  ['what looks like a record of ours', { type: 'SagaParked', index: 0, json: '[]' }],
  ['numbers at the edge', [2 ** 53 - 1, -1e308, 5e-324]],
];

specify('odd values', (given) => {
  it.each(values)('O4 %s comes back as it went, everywhere', async (_, value) => {
    const instance = given(
      saga(async (ctx, input: Json) => {
        const outputs: Json[] = [input];
        ctx.view(input);
        ctx.emit(placed, input);
        outputs.push((await ctx.activity(call, input, { id: 'call' })) as Json);
        outputs.push(await ctx.effect('look', () => input, { input }));
        outputs.push((await ctx.receive(approve)) as Json);
        return outputs;
      }),
    );
    await instance.start(value);
    expect(instance.commands('call')[0]).toHaveProperty('input', value);
    expect(instance.sent).toContainEqual(expect.objectContaining({ kind: 'domain-event', payload: value }));
    await instance.complete('call', value);
    await instance.runEffects();
    await instance.crash();
    await instance.signal('approve', value);
    expect(JSON.stringify(instance.output)).toBe(JSON.stringify([value, value, value, value]));
    expect(JSON.stringify(instance.state.view)).toBe(JSON.stringify(value));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const calls: readonly (readonly [string, (ctx: SagaContext, value: unknown) => unknown])[] = [
    ['an input', (ctx, value) => ctx.activity(call, value)],
    ['a domain event', (ctx, value) => ctx.emit(placed, value)],
    ['an input of an effect', (ctx, value) => ctx.effect('look', () => 1, { input: value as Json })],
    ['a view', (ctx, value) => ctx.view(value)],
    ['an output', (_, value) => value],
  ];
  const refused: readonly (readonly [unknown, string])[] = [
    [{ a: [NaN] }, '/a/0 is NaN, which JSON cannot carry'],
    [{ a: { b: Infinity } }, '/a/b is Infinity'],
    [{ 'a/b': 1n }, '/a~1b is a bigint'],
    [[1, undefined], '/1 is undefined'],
    [{ f: () => 1 }, '/f is a function'],
    [{ m: new Map() }, '/m is a Map, which JSON would empty'],
    [{ error: new Error('lost') }, '/error is an Error'],
    [{ fare: Promise.resolve(1) }, '/fare is a Promise'],
    [cyclic, '/self/self'],
  ];
  it.each(calls.flatMap(([what, give]) => refused.map(([value, path]) => [what, path, give, value] as const)))(
    'O4 %s where %s is refused, and says where',
    async (_, path, give, value) => {
      const instance = given(
        saga(async (ctx) => {
          const gave = give(ctx, value);
          if (gave === value) return gave;
          await gave;
          return ctx.receive(approve);
        }),
      );
      await instance.start();
      expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(path),
      });
    },
  );

  it('O4 nothing at all is null', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.view(undefined);
        await ctx.activity(call, undefined, { id: 'call' });
        await ctx.effect('look', () => undefined);
      }),
    );
    await instance.start();
    await instance.complete('call');
    await instance.runEffects();
    expect(instance.status).toBe('completed');
    expect([instance.state.view, instance.commands('call')[0]!, instance.output]).toMatchObject([
      null,
      { input: null },
      null,
    ]);
  });
});
