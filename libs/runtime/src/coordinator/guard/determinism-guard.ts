import { AsyncLocalStorage } from 'node:async_hooks';
import type { Guard } from '@skald/engine';
import { DeterminismViolation } from '@skald/engine';
import { guardedDate } from './guarded-date.js';
import { patchAll } from './patches.js';

const key = Symbol.for('skald.determinism-guard');

/** One for each process, whatever number of copies of this library it has loaded. */
interface Installed {
  readonly inSaga: AsyncLocalStorage<true>;
}

/**
 * Runs saga code so that reaching for the clock, randomness, timers or the network throws `DeterminismViolation` (V6).
 * Code started outside of it, effects among it, is not concerned. The first call changes those globals for the whole process.
 */
export function determinismGuard(): Guard {
  const { inSaga } = install();
  return (fn) => inSaga.run(true, fn);
}

function install(): Installed {
  const process = globalThis as { [key]?: Installed };
  if (process[key] !== undefined) return process[key];
  const inSaga = new AsyncLocalStorage<true>();
  const refuse = (call: string, instead: string): void => {
    if (inSaga.getStore() !== undefined) {
      throw new DeterminismViolation(`${call} differs on replay: ${instead}`);
    }
  };
  patchAll(refuse);
  globalThis.Date = guardedDate(Date, refuse);
  Object.defineProperty(process, key, { value: { inSaga } satisfies Installed });
  return { inSaga };
}
