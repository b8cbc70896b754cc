import { type Clock, StoreUnavailable } from '@skald/ports';

/** Of one operation of the driver. */
const longestMs = 30_000;

/**
 * Something of the driver whose every operation goes through `watch`, also those of the cursors and queries that it
 * gives. `present` is asked at each call.
 */
export function inTime<T extends object>(present: () => T, watch: <A>(answer: Promise<A>) => Promise<A>): T {
  return new Proxy(present(), {
    get: (_, name): unknown => {
      const target = present();
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, given);
        if (answer instanceof Promise) return watch(answer);
        return typeof answer === 'object' && answer !== null ? inTime(() => answer, watch) : answer;
      };
    },
  });
}

/**
 * What the driver answers, if it does so in time. It waits for ever on a connection that is closed while a command is
 * written: a destroyed socket neither drains nor times out (mongodb 7.8, `Connection.writeCommand`).
 * @throws StoreUnavailable when it takes too long
 */
export async function answered<T>(answer: Promise<T>, clock: Clock): Promise<T> {
  let cancel = (): void => undefined;
  const tooLate = new Promise<never>((_, reject) => {
    cancel = clock.after(longestMs, () => reject(new StoreUnavailable(`MongoDB: no answer within ${longestMs} ms`)));
  });
  return Promise.race([answer, tooLate]).finally(() => cancel());
}
