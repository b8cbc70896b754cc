import nodeCrypto from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DeterminismViolation } from '@skald/engine';
import { recordingLog } from '@skald/testing';
import { systemClock } from '../../clock/system-clock.js';
import { determinismGuard } from './determinism-guard.js';

const log = recordingLog();
const shared = determinismGuard(log);
const guard = (fn: () => void): void => shared(fn, { namespace: 'default', workflowId: 'order-42', run: 0 });

/** What saga code met: the error it was thrown, or what it got. */
function inSaga<T>(code: () => T): unknown {
  let met: unknown;
  guard(() => {
    try {
      met = code();
    } catch (error) {
      met = error;
    }
  });
  return met;
}

describe('determinism guard', () => {
  it('does not keep the runtime from taking the time that saga code needs', () => {
    expect(inSaga(() => systemClock().elapsed())).toEqual(expect.any(Number));
    expect(inSaga(() => performance.now())).toBeInstanceOf(DeterminismViolation);
  });

  it.each<[string, () => unknown, string]>([
    ['Date.now()', () => Date.now(), 'ctx.now()'],
    ['new Date()', () => new Date(), 'ctx.now()'],
    ['Date()', () => Date(), 'ctx.now()'],
    ['Math.random()', () => Math.random(), 'ctx.random()'],
    ['new WeakRef()', () => new WeakRef({}), 'hold the value itself'],
    ['new FinalizationRegistry()', () => new FinalizationRegistry(() => undefined), 'hold the value itself'],
    ['setTimeout()', () => setTimeout(() => undefined, 1), 'ctx.timer()'],
    ['setInterval()', () => setInterval(() => undefined, 1), 'ctx.timer()'],
    ['setImmediate()', () => setImmediate(() => undefined), 'ctx.timer()'],
    ['fetch()', () => fetch('http://127.0.0.1:1/'), 'activity'],
    ['crypto.randomUUID()', () => crypto.randomUUID(), 'ctx.uuid()'],
    ['crypto.randomUUID()', () => nodeCrypto.randomUUID(), 'ctx.uuid()'],
  ])('A9 refuses %s to saga code and says what to use', (call, code, instead) => {
    const met = inSaga(code);
    expect(met).toBeInstanceOf(DeterminismViolation);
    expect((met as Error).message).toContain(`${call} differs on replay`);
    expect((met as Error).message).toContain(instead);
    expect((met as DeterminismViolation).at).toMatch(/^at .*determinism-guard\.spec\.ts:\d+:\d+\)?$/);
  });

  it.each<[string, () => unknown]>([
    ['shared', () => Object.assign(globalThis, { shared: 1 })],
    ['shared', () => Object.assign(global, { shared: 1 })],
    ['shared', () => Object.defineProperty(globalThis, 'shared', { value: 1 })],
    ['structuredClone', () => Reflect.deleteProperty(globalThis, 'structuredClone')],
    ['parseInt', () => Object.assign(globalThis, { parseInt: () => 7 })],
  ])('A9 refuses to saga code to write globalThis.%s', (name, code) => {
    const met = inSaga(code);
    expect(met).toBeInstanceOf(DeterminismViolation);
    expect((met as Error).message).toBe(`globalThis.${name} = … differs on replay: keep it in a variable of the run`);
    expect((met as DeterminismViolation).at).toMatch(/determinism-guard\.spec\.ts:\d+:\d+\)?$/);
    expect('shared' in globalThis).toBe(false);
    expect([structuredClone({ a: 1 }), parseInt('5', 10)]).toEqual([{ a: 1 }, 5]);
  });

  it('lets saga code read globals, and everybody else write them', () => {
    expect(inSaga(() => globalThis.structuredClone({ a: 1 }))).toEqual({ a: 1 });
    expect(inSaga(() => 'parseInt' in globalThis && global.JSON === JSON)).toBe(true);
    Object.assign(globalThis, { shared: 1 });
    expect(inSaga(() => (globalThis as { shared?: number }).shared)).toBe(1);
    expect(Reflect.deleteProperty(globalThis, 'shared')).toBe(true);
  });

  it('goes with saga code over every await', async () => {
    let go!: () => void;
    const pending = new Promise<void>((resolve) => (go = resolve));
    let met: Promise<unknown> = Promise.resolve();
    guard(() => {
      met = (async () => {
        await pending;
        return Date.now();
      })();
    });
    go();
    await expect(met).rejects.toBeInstanceOf(DeterminismViolation);
  });

  it('leaves everybody else alone, also while saga code is suspended', () => {
    guard(() => void new Promise(() => undefined));
    expect(Date.now()).toBeGreaterThan(0);
    expect(new Date()).toBeInstanceOf(Date);
    expect(typeof Date()).toBe('string');
    expect(Math.random()).toBeLessThan(1);
    expect(nodeCrypto.randomUUID()).toHaveLength(36);
    clearTimeout(setTimeout(() => undefined, 1));
    const value = {};
    const ref = new WeakRef(value);
    expect(ref.deref()).toBe(value);
    expect(ref).toBeInstanceOf(WeakRef);
    expect(ref.constructor).toBe(WeakRef);
  });

  it('leaves what is the same on replay to saga code', () => {
    expect(inSaga(() => new Date(0).toISOString())).toBe('1970-01-01T00:00:00.000Z');
    expect(inSaga(() => new Date('2026-01-01') instanceof Date)).toBe(true);
    expect(inSaga(() => new Date(5).constructor === Date)).toBe(true);
    expect(inSaga(() => Date.parse('1970-01-01T00:00:00Z'))).toBe(0);
    expect(inSaga(() => Math.max(1, 2))).toBe(2);
  });

  it('lets classes be derived from Date', () => {
    class Day extends Date {}
    const day = new Day(0);
    expect(day).toBeInstanceOf(Day);
    expect(day).toBeInstanceOf(Date);
  });

  it('changes the process once, however often it is asked for', () => {
    const before = [Date, Date.now, Math.random, setTimeout, WeakRef];
    determinismGuard(log);
    expect([Date, Date.now, Math.random, setTimeout, WeakRef]).toEqual(before);
  });
});
