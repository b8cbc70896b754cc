import { expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaContext } from '../index.js';
import { activity, aNumber, anything, approve, saga } from './contracts.for-spec.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');
const views = (instance: InstanceUnderTest) => instance.eventsOf('ViewUpdated').map(({ view }) => view);

specify('a view', (given) => {
  it('stands in the history, the last of several between two inputs', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.view({ step: 'calling' });
        ctx.view({ step: 'calling', percent: 0 });
        await ctx.activity(call, 1, { id: 'call' });
        ctx.view({ step: 'approving' });
        await ctx.receive(approve);
        ctx.view({ step: 'done' });
      }),
    );
    await instance.start();
    expect(instance.story).toEqual(['SagaStarted', 'ViewUpdated', 'ActivityScheduled call']);
    expect(instance.state.view).toEqual({ step: 'calling', percent: 0 });
    await instance.complete('call');
    await instance.signal('approve');
    expect(instance.status).toBe('completed');
    expect(views(instance)).toEqual([{ step: 'calling', percent: 0 }, { step: 'approving' }, { step: 'done' }]);
    expect(instance.state.view).toEqual({ step: 'done' });
  });

  it('that changes nothing records nothing, whatever the order of its keys', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.view({ a: 1, b: 2 });
        await ctx.receive(approve);
        ctx.view({ b: 2, a: 1 });
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(views(instance)).toHaveLength(1);
  });

  it('is what it was when it was given, and may be null', async () => {
    const instance = given(
      saga(async (ctx) => {
        const mine = { n: 1 };
        ctx.view(mine);
        mine.n = 2;
        await ctx.receive(approve);
        ctx.view(null);
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(views(instance)).toEqual([{ n: 1 }, null]);
  });

  it('is kept when the saga fails, and is there when its code is gone', async () => {
    const instance = given(
      saga((ctx) => {
        ctx.view('as far as this');
        throw new Error('no further');
      }),
    );
    await instance.start();
    expect(instance.status).toBe('failed');
    await instance.deploy(undefined);
    expect(instance.state.view).toBe('as far as this');
  });

  it('of a turn that parks is not shown', async () => {
    const instance = given(
      saga(async (ctx) => {
        ctx.view('before');
        await ctx.receive(approve);
        ctx.view('never');
        await ctx.activity(call, 1, { retry: { maxAttempts: 0 } });
      }),
    );
    await instance.start();
    const live = instance.live;
    await instance.signal('approve');
    expect(instance.status).toBe('parked');
    expect(views(instance)).toEqual(['before']);
    expect(live.state.view).toBe('before');
  });

  it('may change under an open instance: other code shows another one, and goes on', async () => {
    const code = (label: string) =>
      saga(async (ctx) => {
        ctx.view({ label });
        await ctx.activity(call, 1, { id: 'call' });
      });
    const instance = given(code('old'));
    await instance.start();
    await instance.deploy(code('new'));
    await instance.complete('call');
    expect(instance.status).toBe('completed');
    expect(views(instance)).toEqual([{ label: 'old' }, { label: 'new' }]);
  });

  it('is left for the next turn when this one is full, and then comes first', async () => {
    const instance = given(
      saga(async (ctx) => {
        for (let i = 0; i < 3; i += 1) void ctx.activity(call, 'x'.repeat(250_000));
        ctx.view('x'.repeat(200_000));
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    expect(instance.turns.length).toBeGreaterThan(1);
    expect(views(instance)).toHaveLength(1);
  });

  it.each<[string, (ctx: SagaContext) => void, string]>([
    ['O4 no JSON', (ctx) => ctx.view({ n: [1n] }), 'ctx.view: /n/0 is a bigint, which JSON cannot carry'],
    ['too large', (ctx) => ctx.view('x'.repeat(262_144)), 'ctx.view: over 262144 bytes'],
  ])('that is %s parks, and names the line', async (_, show, message) => {
    const instance = given(
      saga(async (ctx) => {
        show(ctx);
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'INVALID_INPUT',
      message,
      detail: { at: expect.stringContaining('a-view-is-shown.spec') },
    });
  });

  it('is held against the schema of the contract, live and where replay finds a new one', async () => {
    const typed = defineSaga('trip', { input: anything(), output: anything(), signals: [approve], view: aNumber });
    const code = (view: unknown) => ({
      ...saga(async (ctx) => {
        ctx.view(view);
        await ctx.receive(approve);
      }),
      contract: typed,
    });
    const wrong = given(code('one'));
    await wrong.start();
    expect(wrong.eventsOf('SagaParked')[0]).toMatchObject({ message: 'ctx.view: /n/0 is not a number' });
    const right = given(code(1));
    await right.start();
    expect(right.state.view).toBe(1);
    await right.deploy(code('two'));
    await right.signal('approve');
    expect(right.eventsOf('SagaParked')[0]).toMatchObject({ message: 'ctx.view: /n/0 is not a number' });
    await right.deploy(code(3));
    await right.tell({ kind: 'revive' });
    expect(right.status).toBe('completed');
    expect(views(right)).toEqual([1, 3]);
  });
});
