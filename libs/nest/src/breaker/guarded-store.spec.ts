import { describe, expect, it } from '@jest/globals';
import { openEmbeddedStore } from '@skald/embedded';
import { virtualClock } from '@skald/testing';
import { guardedStore } from './guarded-store.js';

function methodsOf(port: object): string[] {
  return [...Object.keys(port), ...Object.getOwnPropertyNames(Object.getPrototypeOf(port))]
    .filter((name) => name !== 'constructor' && typeof (port as Record<string, unknown>)[name] === 'function')
    .sort();
}

describe('a guarded store', () => {
  it.each(['journal', 'instances', 'ledger'] as const)('can do all that its %s can do', async (port) => {
    const store = openEmbeddedStore({ file: ':memory:', clock: virtualClock() });
    const guarded = guardedStore(store);
    const wanted = methodsOf(store[port]).filter((name) => !['turns', 'constructor'].includes(name));
    expect(methodsOf(guarded[port])).toEqual(expect.arrayContaining(wanted));
    await guarded.close();
  });
});
