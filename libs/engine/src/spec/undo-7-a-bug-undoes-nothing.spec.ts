import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { activity, approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('compensation rule 7', (given) => {
  it.each([
    ['TypeError', () => (undefined as never as { x: number }).x],
    [
      'ReferenceError',
      () => {
        throw new ReferenceError('nobody');
      },
    ],
    ['RangeError', () => new Array(-1)],
    ['SyntaxError', () => JSON.parse('{')],
    ['URIError', () => decodeURIComponent('%')],
  ])('U7 %s parks and undoes nothing', async (name, broken) => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'book' });
        broken();
      }),
    );
    await instance.start();
    await instance.complete('book');
    expect(instance.status).toBe('parked');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'SAGA_BUG',
      message: expect.stringContaining(name),
      detail: { stack: expect.stringContaining('undo-7-a-bug-undoes-nothing.spec') },
    });
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
  });

  it('U7 a fixed deploy takes up the input that broke, and all that came since', async () => {
    const broken = saga(async (ctx) => {
      const { id } = await ctx.activity(book, 1, { id: 'book' });
      if (id === 'b-1') throw new TypeError('nobody thought of b-1');
      return id;
    });
    const fixed = saga(async (ctx) => {
      const { id } = await ctx.activity(book, 1, { id: 'book' });
      const approval = await ctx.receive(approve);
      return [id, approval];
    });
    const instance = given(broken);
    await instance.start();
    await instance.complete('book', { id: 'b-1' });
    expect(instance.storyFrom('ActivityCompleted')).toEqual(['ActivityCompleted book', 'SagaParked']);
    await instance.signal('approve', 'yes');
    await instance.deploy(fixed);
    expect(instance.live.canRevive).toBe(true);
    await instance.tell({ kind: 'revive' });
    expect(instance.output).toEqual(['b-1', 'yes']);
    expect(instance.eventsOf('SagaResumed')[0]).toMatchObject({ actor: 'skald' });
  });

  it('a revival under the same defect leaves no trace', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        throw new TypeError('still broken');
      }),
    );
    await instance.start();
    await instance.signal('approve');
    const { length } = instance.turns;
    expect(await instance.one({ kind: 'revive' })).toEqual({ kind: 'applied' });
    expect(instance.turns).toHaveLength(length);
    expect((await instance.suspended()).state.standstill).toMatchObject({ code: 'SAGA_BUG' });
    // An operator's resume is recorded: it was asked for.
    await instance.request({ type: 'resume', actor: 'ana' });
    expect(instance.storyFrom('SagaResumed')).toEqual(['SagaResumed', 'SagaParked']);
  });

  it('what the broken code decided is dropped, what came in is kept', async () => {
    const call = activity('web.call');
    let broken = true;
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        void ctx.activity(call, 1, { id: 'dropped' });
        if (broken) throw new TypeError('a bug');
        await ctx.activity(call, 2, { id: 'kept' });
      }),
    );
    await instance.start();
    await instance.signal('approve', 1);
    expect(instance.storyFrom('SignalReceived')).toEqual(['SignalReceived', 'SagaParked']);
    expect(instance.sent).toEqual([]);
    broken = false;
    await instance.request({ type: 'resume' });
    expect(instance.storyFrom('SagaResumed')).toEqual([
      'SagaResumed',
      'ActivityScheduled dropped',
      'ActivityScheduled kept',
    ]);
  });

  it('what came before the broken input in its turn stands', async () => {
    const call = activity('web.call');
    let broken = true;
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        void ctx.activity(call, 1, { id: 'before' });
        ctx.log.info('decided');
        await ctx.receive(approve);
        ctx.log.info('not yet');
        if (broken) throw new TypeError('a bug');
        return ctx.receive(approve);
      }),
    );
    await instance.start();
    const signal = (n: number) => instance.asRequest({ type: 'signal', name: 'approve', payload: n });
    const told = await instance.tell(signal(1), signal(2), signal(3));
    expect(told).toEqual([{ kind: 'applied' }, { kind: 'applied' }, { kind: 'applied' }]);
    expect(instance.storyFrom('SignalReceived')).toEqual([
      'SignalReceived',
      'ActivityScheduled before',
      'SignalReceived',
      'SagaParked',
      'SignalReceived',
    ]);
    expect(instance.turns).toHaveLength(3);
    expect(instance.commands('before')).toHaveLength(1);
    broken = false;
    await instance.tell({ kind: 'revive' });
    expect(instance.output).toBe(3);
    expect(instance.log.map((line) => line.message)).toEqual(['decided', 'not yet']);
  });

  it('P6 thrown oddities are readable typed failures, not bugs', async () => {
    const odd = Object.assign(Object.create(null) as object, {
      toJSON: () => {
        throw new Error('no');
      },
    });
    const refuse = (): never => {
      throw new Error('no');
    };
    const shut = new Proxy({}, { get: refuse });
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    for (const [thrown, type, message] of [
      [{}, 'NonError', '{}'],
      [1n, 'NonError', '1n'],
      [undefined, 'NonError', 'undefined'],
      [null, 'NonError', 'null'],
      ['text', 'NonError', 'text'],
      [Symbol('s'), 'NonError', 'Symbol(s)'],
      [{ a: 1 }, 'NonError', '{"a":1}'],
      [odd, 'NonError', 'a value that cannot be described was thrown'],
      [shut, 'NonError', 'a value that cannot be described was thrown'],
      [cyclic, 'NonError', 'a value that cannot be described was thrown'],
      [{ toJSON: () => undefined }, 'NonError', 'an object'],
      [{ type: 'Mine', message: 'as data' }, 'Mine', 'as data'],
      [new Error('plain'), 'Error', 'plain'],
      [new SagaFailure('Typed', 'said so', { n: 1 }), 'Typed', 'said so'],
      [Object.assign(new Error('x'), { name: '' }), 'Error', 'x'],
      [Object.assign(new Error('x'), { details: 1n }), 'Error', 'x'],
      [new Error('y'.repeat(10_000)), 'Error', `${'y'.repeat(8_192)}…`],
    ] as const) {
      const rejecting = { then: (_: unknown, reject: (odd: unknown) => void) => reject(thrown) };
      const instance = given(saga(() => rejecting));
      await instance.start();
      expect(instance.status).toBe('failed');
      expect(instance.eventsOf('SagaFailed')[0]!.error).toMatchObject({ type, message });
    }
  });

  it('what a synchronous run throws counts as well', async () => {
    const instance = given(
      saga(() => {
        throw new SagaFailure('AtOnce');
      }),
    );
    await instance.start();
    expect(instance.eventsOf('SagaFailed')[0]).toMatchObject({ error: { type: 'AtOnce' } });
  });

  it('an output that does not fit its contract, or is no JSON, is a bug', async () => {
    const picky = {
      '~standard': { version: 1 as const, vendor: 'x', validate: () => ({ issues: [{ message: 'is wrong' }] }) },
    };
    const code = saga(() => Promise.resolve(1));
    const wrong = given({ ...code, contract: { ...code.contract, output: picky } });
    await wrong.start();
    expect(wrong.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('is wrong'),
    });
    const odd = given(saga(() => Promise.resolve({ n: 1n })));
    await odd.start();
    expect(odd.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('/n is a bigint'),
    });
    const throwing = {
      '~standard': {
        version: 1 as const,
        vendor: 'x',
        validate: () => {
          throw new Error('odd schema');
        },
      },
    };
    const broken = given({ ...code, contract: { ...code.contract, output: throwing } });
    await broken.start();
    expect(broken.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('odd schema'),
    });
  });
});
