import { type Clock, StoreUnavailable } from '@skald/ports';
import type { Reopening } from './reopening.js';

/** Of one call of a store, however it goes. */
const longestMs = 30_000;

/**
 * A store whose every call ends: what has no answer after so long ends as StoreUnavailable. The driver itself waits for
 * ever on a connection that is closed while a command is written: a destroyed socket neither drains nor times out
 * (mongodb 7.8, `Connection.writeCommand`). `present` is asked at each call.
 */
export function inTime<S extends object>(present: () => S, clock: Clock, reopening: Reopening): S {
  return new Proxy(present(), {
    // What is no call of a store is none here: a store may be what a promise resolves with.
    get: (_, name): unknown => {
      if (typeof callOf(present(), name) !== 'function') return undefined;
      return (...given: readonly unknown[]) => {
        const store = present();
        return reopening.watch(answered(callOf(store, name)!.apply(store, [...given]), clock));
      };
    },
  });
}

type Call = (...given: readonly unknown[]) => Promise<unknown>;

function callOf(store: object, name: string | symbol): Call | undefined {
  return Reflect.get(store, name, store) as Call | undefined;
}

/** @throws StoreUnavailable when it takes too long */
export async function answered<T>(answer: Promise<T>, clock: Clock): Promise<T> {
  let cancel = (): void => undefined;
  const tooLate = new Promise<never>((_, reject) => {
    cancel = clock.after(longestMs, () => reject(new StoreUnavailable(`MongoDB: no answer within ${longestMs} ms`)));
  });
  return Promise.race([answer, tooLate]).finally(() => cancel());
}
