import { expect, it } from '@jest/globals';
import type { Json } from '@skald/contracts';
import { activity, anything, approve, hotel, placed, saga, seconds } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');
const trimming = activity('web.trim');
const trims = {
  ...trimming,
  input: { '~standard': { version: 1 as const, vendor: 'x', validate: (v: unknown) => ({ value: String(v).trim() }) } },
};

specify('drift', (given) => {
  it('of an effect or a domain event is a warning, too', async () => {
    const code = (n: number) =>
      saga(async (ctx) => {
        void ctx.effect('look', () => 1, { input: { n } });
        ctx.emit(placed, { n });
        await ctx.receive(approve);
      });
    const instance = given(code(1));
    await instance.start();
    await instance.deploy(code(2));
    expect((await instance.replay()).warnings.map(({ message }) => message)).toEqual([
      'the input of look is not what was recorded',
      'the payload of orders.placed is not what was recorded',
    ]);
  });

  it('of a child or a detached saga is a warning, too', async () => {
    const code = (n: number) =>
      saga(async (ctx) => {
        void ctx.child(hotel, { input: n });
        ctx.detach(hotel, { input: n });
        await ctx.receive(approve);
      });
    const instance = given(code(1));
    await instance.start();
    await instance.deploy(code(2));
    expect((await instance.replay()).warnings.map(({ message }) => message)).toEqual([
      'the input of hotel#1 is not what was recorded',
      'the input of w-1:0:hotel#2 is not what was recorded',
    ]);
  });

  it.each<[string, Json | bigint, string]>([
    ['another', { n: 2 }, '{"n":2}'],
    ['one that is no JSON', 1n, 'the value is a bigint, which JSON cannot carry'],
  ])('under strictInputs parks with index, expected, got and line: %s', async (_, input, got) => {
    const code = (value: unknown) =>
      saga(
        async (ctx) => {
          await ctx.activity(call, value);
          await ctx.receive(approve);
        },
        { strictInputs: true },
      );
    const instance = given(code({ n: 1 }));
    await instance.start();
    await instance.deploy(code(input));
    await instance.complete('web.call#1');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'NONDETERMINISM',
      message: 'event 1: the input of web.call#1 is not what was recorded',
      detail: {
        ...{ eventIndex: 1, expected: '{"n":1}', got: expect.stringContaining(got) },
        at: expect.stringContaining('drift-of-an-input-is-told.spec'),
      },
    });
    await instance.deploy(code({ n: 1 }));
    await instance.tell({ kind: 'revive' });
    await instance.signal('approve');
    expect(instance.status).toBe('completed');
  });

  it('of an input or a time is a warning with its line; the record counts', async () => {
    const instance = given(
      saga(async (ctx) => {
        void ctx.activity(call, { b: 1, a: [1, { d: 1, c: 2 }] });
        void ctx.timer('5s');
        await ctx.receive(approve);
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.deploy(
      saga(async (ctx) => {
        void ctx.activity(call, { a: 2 });
        void ctx.timer('9s');
        await ctx.receive(approve);
      }),
    );
    const { warnings } = await instance.replay();
    expect(warnings).toEqual([
      {
        level: 'warn',
        message: 'the input of web.call#1 is not what was recorded',
        fields: { eventIndex: 1, at: expect.stringContaining('drift-of-an-input-is-told.spec') },
      },
      {
        level: 'warn',
        message: 'timer#1 would fire at 2026-11-22T10:00:09.000Z, recorded is 2026-11-22T10:00:05.000Z',
        fields: { eventIndex: 2, at: expect.any(String) },
      },
    ]);
    await instance.pass(seconds(5));
    expect(instance.eventsOf('TimerFired')).toHaveLength(1);
    await instance.signal('approve');
    expect(instance.status).toBe('completed');
  });

  it('is not what the code does to its own copy after the call', async () => {
    const instance = given(
      saga(
        async (ctx) => {
          const mine = { n: 1 };
          void ctx.activity(call, mine);
          mine.n = 2;
          await ctx.receive(approve);
        },
        { strictInputs: true },
      ),
    );
    await instance.start();
    await instance.crash();
    expect((await instance.replay()).warnings).toEqual([]);
    await instance.signal('approve');
    expect(instance.status).toBe('completed');
  });

  it('is not the order of keys, what a schema changed, or an input too large to be recorded', async () => {
    const instance = given(
      saga(async (ctx) => {
        void ctx.activity(call, { b: 1, a: [1, { d: 1, c: 2 }] });
        void ctx.activity(trims, '  padded  ');
        void ctx.activity(call, 'x'.repeat(300_000)).catch(() => undefined);
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.deploy(
      saga(async (ctx) => {
        void ctx.activity(call, { a: [1, { c: 2, d: 1 }], b: 1 });
        void ctx.activity(trims, '  padded  ');
        void ctx.activity(call, 'y'.repeat(300_000)).catch(() => undefined);
        await ctx.receive(approve);
      }),
    );
    expect((await instance.replay()).warnings).toEqual([]);
  });

  it('an input that no longer fits is drift, too', async () => {
    const instance = given(
      saga(async (ctx) => {
        void ctx.activity({ ...call, input: anything() }, 1);
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.deploy(
      saga(async (ctx) => {
        void ctx.activity(call, 1n);
        await ctx.receive(approve);
      }),
    );
    expect((await instance.replay()).warnings).toHaveLength(1);
  });
});
