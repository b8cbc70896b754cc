import type { Refuse } from './refuse.js';

const instead = 'use ctx.now()';

/** A `Date` like any other, but for its ways to tell the present. Not a Proxy, which would make every date of the process slow. */
export function guardedDate(real: DateConstructor, refuse: Refuse): DateConstructor {
  const now = real.now.bind(real);
  real.now = function guardedNow() {
    refuse('Date.now()', instead, guardedNow);
    return now();
  };
  function GuardedDate(...args: number[]): Date | string {
    if (new.target === undefined) {
      refuse('Date()', instead, GuardedDate);
      return real();
    }
    if (args.length === 0) refuse('new Date()', instead, GuardedDate);
    else if (args.length === 1 && new.target === guarded) return new real(args[0]!);
    return Reflect.construct(real, args, new.target) as Date;
  }
  const guarded = GuardedDate as unknown as DateConstructor;
  Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(real));
  // So that `date.constructor === Date` stays true.
  real.prototype.constructor = guarded;
  return guarded;
}
