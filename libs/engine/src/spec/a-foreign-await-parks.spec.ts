import { expect, it } from '@jest/globals';
import { DeterminismViolation } from '../index.js';
import { activity, approve, placed, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const call = activity('web.call');

specify('a foreign await', (given) => {
  it('parks when nothing of ctx is pending', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.receive(approve);
        await new Promise(() => undefined);
      }),
    );
    await instance.start();
    await instance.signal('approve');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'FOREIGN_AWAIT',
      detail: { eventIndex: 2, expected: expect.any(String), got: expect.any(String) },
    });
    expect(instance.events.map((e) => e.type)).toEqual(['SagaStarted', 'SignalReceived', 'SagaParked']);
  });

  it('an empty race is one', async () => {
    const instance = given(saga((ctx) => ctx.race({})));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ code: 'FOREIGN_AWAIT' });
  });

  it('a call of ctx outside its turn throws, and parks at the next one', async () => {
    let release: () => void = () => undefined;
    const thrown: unknown[] = [];
    const outside = new Promise<void>((resolve) => (release = resolve));
    const instance = given(
      saga(async (ctx) => {
        void outside.then(() => ctx.timer('1s')).catch((error: unknown) => thrown.push(error));
        await ctx.receive(approve);
        await ctx.receive(approve);
      }),
      { mode: 'kept', checks: 'when asked' },
    );
    await instance.start();
    release();
    await new Promise(setImmediate);
    expect(thrown[0]).toBeInstanceOf(DeterminismViolation);
    await instance.signal('approve');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'NONDETERMINISM',
      message: expect.stringContaining('ctx.timer was called outside a turn'),
    });
  });

  it('a saga that ends outside its turn is parked at the next one', async () => {
    let release: () => void = () => undefined;
    const outside = new Promise<void>((resolve) => (release = resolve));
    const instance = given(
      saga(async (ctx) => {
        await Promise.race([outside, ctx.receive(approve).then(() => ctx.receive(approve))]);
      }),
      { mode: 'kept', checks: 'when asked' },
    );
    await instance.start();
    release();
    await new Promise(setImmediate);
    await instance.signal('approve');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      message: expect.stringContaining('ended outside a turn'),
    });
  });

  it('what is left running after the end of a saga may call; nothing comes of it', async () => {
    const instance = given(
      saga(async (ctx) => {
        const lingering = async (): Promise<void> => {
          await ctx.timer('1h').catch(() => undefined);
          for (let i = 0; i < 20; i += 1) await Promise.resolve();
          ctx.pivot();
          ctx.emit(placed, ctx.random());
          await ctx.activity(call, ctx.now().toISOString());
        };
        void lingering();
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    await instance.cancel();
    expect(instance.status).toBe('canceled');
    expect(instance.story).not.toContain('PivotPassed');
  });
});
