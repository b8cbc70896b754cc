import { AsyncLocalStorage } from 'node:async_hooks';
import type { Guard } from '@skald/engine';
import { DeterminismViolation } from '@skald/engine';
import { guardedClass } from './guarded-class.js';
import { guardGlobal } from './guarded-global.js';
import { guardedDate } from './guarded-date.js';
import type { Log } from '@skald/ports';
import { patchAll } from './patches.js';
import type { Refuse } from './refuse.js';
import type { SagaCode } from './saga-code.js';
import { keepStrayRejections } from './stray-rejections.js';

const key = Symbol.for('skald.determinism-guard');

/** One for each process, whatever number of copies of this library it has loaded. */
interface Installed {
  readonly inSaga: AsyncLocalStorage<SagaCode>;
}

/**
 * Runs saga code so that reaching for the clock, randomness, timers or the network, or writing globals, throws `DeterminismViolation` (V6).
 * Code started outside of it, effects among it, is not concerned. A rejection that saga code leaves to nobody is logged and ends nothing. The first call changes those globals for the whole process.
 */
export function determinismGuard(log: Log): Guard {
  const { inSaga } = install();
  return (fn, identity) => inSaga.run({ identity, log }, fn);
}

function install(): Installed {
  const process = globalThis as { [key]?: Installed };
  if (process[key] !== undefined) return process[key];
  const inSaga = new AsyncLocalStorage<SagaCode>();
  const isSaga = (): boolean => inSaga.getStore() !== undefined;
  const refuse: Refuse = (call, instead, door) => {
    if (!isSaga()) return;
    const violation = new DeterminismViolation(`${call} differs on replay: ${instead}`);
    Error.captureStackTrace(violation, door);
    violation.line = callingLine(violation);
    throw violation;
  };
  patchAll(refuse);
  keepStrayRejections(inSaga);
  globalThis.Date = guardedDate(Date, refuse);
  // What the garbage collector has taken differs from process to process.
  const hold = 'hold the value itself';
  globalThis.WeakRef = guardedClass(WeakRef, 'WeakRef', hold, refuse);
  globalThis.FinalizationRegistry = guardedClass(FinalizationRegistry, 'FinalizationRegistry', hold, refuse);
  guardGlobal(isSaga, refuse);
  Object.defineProperty(process, key, { value: { inSaga } satisfies Installed });
  return { inSaga };
}

/** The first line of the stack that is in a file of somebody's, not in the language itself. */
function callingLine({ stack }: Error): string | undefined {
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return frames.find((line) => !/<anonymous>|\bnode:/.test(line))?.trim();
}
