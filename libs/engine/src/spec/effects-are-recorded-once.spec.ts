import { expect, it } from '@jest/globals';
import type { SagaContext } from '../index.js';
import { EffectFailure } from '../index.js';
import { approve, saga } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

specify('effects', (given) => {
  it('run after their turn is durable, and their value is recorded and reused', async () => {
    let runs = 0;
    const instance = given(
      saga(async (ctx) => {
        const first = await ctx.effect('limit', () => (runs += 1), { input: { of: 'ana' } });
        const again = await ctx.effect('limit', () => (runs += 1), { input: { of: 'ana' } });
        const other = await ctx.effect('limit', () => (runs += 1), { input: { of: 'bo' } });
        return [first, again, other];
      }),
    );
    runs = 0;
    await instance.start();
    expect(runs).toBe(0);
    expect(instance.openEffects).toEqual(['limit']);
    expect(instance.waitingFor).toEqual([{ kind: 'effect', id: 'limit', since: '2026-11-22T10:00:00.000Z' }]);
    await instance.runEffects();
    await instance.runEffects();
    expect(instance.output).toEqual([1, 1, 2]);
    expect(runs).toBe(2);
    expect(instance.eventsOf('EffectScheduled').map((e) => [e.effectId, e.name, e.input])).toEqual([
      ['limit', 'limit', { of: 'ana' }],
      ['limit#2', 'limit', { of: 'bo' }],
    ]);
  });

  it('recorded before a cancel give the same value after it', async () => {
    const look = (ctx: SagaContext) => ctx.effect('look', () => 4);
    const instance = given(saga(async (ctx) => [await look(ctx), await ctx.receive(approve).catch(() => look(ctx))]));
    await instance.start();
    await instance.runEffects();
    await instance.cancel();
    expect(instance.openEffects).toEqual([]);
    expect(instance.output).toEqual([4, 4]);
  });

  it('one asked for twice at once runs once', async () => {
    const instance = given(saga((ctx) => Promise.all([ctx.effect('draw', () => 4), ctx.effect('draw', () => 5)])));
    await instance.start();
    expect(instance.openEffects).toEqual(['draw']);
    await instance.runEffects();
    expect(instance.output).toEqual([4, 4]);
  });

  it('are found again after a crash between effect and record, with the same key', async () => {
    const keys: string[] = [];
    const instance = given(
      saga((ctx) =>
        ctx.effect('mail', ({ idempotencyKey }) => {
          keys.push(idempotencyKey);
          return null;
        }),
      ),
    );
    keys.length = 0;
    await instance.start();
    expect(instance.live.wakeAt).toBe(instance.now);
    await instance.crash();
    await instance.crash();
    expect(instance.openEffects).toEqual(['mail']);
    await instance.runEffects();
    expect(keys).toEqual(['key:mail']);
    expect(instance.status).toBe('completed');
  });

  it('recorded twice count once', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.effect('draw', () => 4);
        await ctx.receive(approve);
      }),
    );
    await instance.start();
    expect(await instance.recordEffect('draw', { value: 1 })).toEqual({ kind: 'applied' });
    expect(await instance.recordEffect('draw', { value: 2 })).toEqual({ kind: 'repeat', answers: [] });
    expect(await instance.recordEffect('unknown', { value: 2 })).toEqual({ kind: 'repeat', answers: [] });
  });

  it('that throw reject with what they threw', async () => {
    const seen: unknown[] = [];
    const instance = given(
      saga(async (ctx) => {
        await ctx.effect('look', () => 1).catch((error: unknown) => seen.push(error));
      }),
    );
    await instance.start();
    await instance.recordEffect('look', { error: { type: 'Gone', message: 'not there' } });
    expect(seen.at(-1)).toBeInstanceOf(EffectFailure);
    expect(seen.at(-1)).toMatchObject({ effect: 'look', type: 'Gone', message: 'not there', code: 'EFFECT_FAILURE' });
    expect(instance.status).toBe('completed');
  });

  it('O1 whose value is too large, or no JSON, fail', async () => {
    const instance = given(
      saga(async (ctx) => {
        const one = (name: string) => ctx.effect(name, () => 1).catch((error: Error & { type: string }) => error.type);
        return [await one('large'), await one('odd')];
      }),
    );
    await instance.start();
    await instance.recordEffect('large', { value: 'x'.repeat(262_143) });
    await instance.recordEffect('odd', { value: (() => 1) as never });
    expect(instance.output).toEqual(['PAYLOAD_TOO_LARGE', 'UNSERIALIZABLE']);
  });

  it.each([
    ['a name that is none', '', undefined],
    ['an input that is no JSON', 'look', 1n],
  ])('with %s park the instance', async (_, name, input) => {
    const instance = given(saga((ctx) => ctx.effect(name, () => 1, { input: input as never })));
    await instance.start();
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('that were pending at a cancel are still recorded; whoever asks again gets a new one', async () => {
    const instance = given(
      saga(async (ctx) => {
        try {
          return await ctx.effect('look', () => 1);
        } catch {
          return ctx.effect('look', () => 2);
        }
      }),
    );
    await instance.start();
    await instance.cancel();
    expect(instance.openEffects).toEqual(['look', 'look#2']);
    await instance.crash();
    await instance.runEffects();
    expect(instance.status).toBe('completed');
    expect(instance.output).toBe(2);
    expect(instance.eventsOf('EffectRecorded')).toHaveLength(2);
  });

  it('of code that is not here park the instance when it is woken for them', async () => {
    const instance = given(saga((ctx) => ctx.effect('look', () => 1)));
    await instance.start();
    await instance.deploy(undefined);
    await instance.tell({ kind: 'wake' });
    expect(instance.status).toBe('parked');
    expect(instance.live.wakeAt).toBeUndefined();
  });
});
