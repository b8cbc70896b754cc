import { describe, expect, it } from '@jest/globals';
import { defineActivity } from '@skald/contracts';
import { BusUnavailable, StoreUnavailable } from '@skald/ports';
import { CommandDelayed, TerminalError } from '@skald/runtime';
import { z } from 'zod';
import type { Store } from '../adapters/store.js';
import { inMemory } from '../in-memory.for-spec.js';
import { guardedBus } from './guarded-bus.js';
import { guardedStore } from './guarded-store.js';
import { handlerBreaker } from './handler-breaker.js';

const charge = defineActivity('payments.charge', { input: z.null(), output: z.null(), errors: ['CardDeclined'] });

async function fail(times: number, call: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < times; i++) await call().catch(() => undefined);
}

describe('the circuit of a handler', () => {
  it('delays commands while what the handler calls is down, and does not call it', async () => {
    const breaker = handlerBreaker(charge, { volumeThreshold: 3, resetTimeout: '7s' });
    let calls = 0;
    const broken = () => {
      calls++;
      return Promise.reject(new Error('connection refused'));
    };
    await fail(3, () => breaker(broken));

    const delayed: unknown = await breaker(broken).catch((error: unknown) => error);
    expect(delayed).toBeInstanceOf(CommandDelayed);
    expect(delayed).toMatchObject({ retryAfterMs: 7_000 });
    expect(calls).toBe(3);
  });

  it('hands on the error of a call that was made', async () => {
    const breaker = handlerBreaker(charge, {});
    await expect(breaker(() => Promise.reject(new RangeError('no')))).rejects.toBeInstanceOf(RangeError);
  });

  it('is not opened by refusals: the other side is well', async () => {
    const breaker = handlerBreaker(charge, { volumeThreshold: 1 });
    await fail(20, () => breaker(() => Promise.reject(new TerminalError('CardDeclined'))));
    class CardDeclined extends Error {}
    await fail(20, () => breaker(() => Promise.reject(new CardDeclined())));
    expect(await breaker(() => Promise.resolve('called'))).toBe('called');
  });
});

describe('a guarded store', () => {
  it('counts as unavailable while its circuit is open, and says so to readiness', async () => {
    const { store } = inMemory();
    let calls = 0;
    const broken: Store = {
      ...store,
      journal: {
        ...store.journal,
        read: () => {
          calls++;
          return Promise.reject(new StoreUnavailable('gone'));
        },
      },
    };
    const guarded = guardedStore(broken, { volumeThreshold: 3 });
    await guarded.ping();
    await fail(3, () => guarded.journal.read([]));

    await expect(guarded.instances.find([])).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(guarded.ping()).rejects.toThrow('the circuit of the store is open');
    expect(calls).toBe(3);
    await guarded.close();
  });

  it('is not opened by what the caller did wrong', async () => {
    const { store } = inMemory();
    const guarded = guardedStore(store, { volumeThreshold: 1 });
    await fail(20, () => guarded.instances.list({ namespace: 'default' }, 1, 'not a cursor'));
    await guarded.ping();
    await guarded.close();
  });
});

describe('a guarded bus', () => {
  it('counts as unavailable while its circuit is open', async () => {
    const { bus } = inMemory();
    const guarded = guardedBus(
      { ...bus, publish: () => Promise.reject(new BusUnavailable('gone')) },
      { volumeThreshold: 3 },
    );
    await guarded.ping();
    await fail(3, () => guarded.publish([]));
    await expect(guarded.partitionCounts([])).rejects.toBeInstanceOf(BusUnavailable);
    await expect(guarded.ping()).rejects.toBeInstanceOf(BusUnavailable);
    await guarded.close();
  });
});
