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
  const called = (name: string | symbol, given: readonly unknown[]): Promise<unknown> => {
    const store = present();
    const call = Reflect.get(store, name, store) as (...given: readonly unknown[]) => Promise<unknown>;
    return call.apply(store, [...given]);
  };
  return new Proxy(present(), {
    get:
      (_, name) =>
      (...given: readonly unknown[]) =>
        reopening.watch(answered(called(name, given), clock)),
  });
}

/** @throws StoreUnavailable when it takes too long */
export async function answered<T>(answer: Promise<T>, clock: Clock): Promise<T> {
  let cancel = (): void => undefined;
  const tooLate = new Promise<never>((_, reject) => {
    cancel = clock.after(longestMs, () => reject(new StoreUnavailable(`MongoDB: no answer within ${longestMs} ms`)));
  });
  return Promise.race([answer, tooLate]).finally(() => cancel());
}
