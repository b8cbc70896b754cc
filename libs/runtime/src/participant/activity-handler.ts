import type { ActivityContract, Forward } from '@skald/contracts';
import { mustBeOptions, shown } from '@skald/contracts';

import type { ActivityContext } from './activity-context.js';

export type InputOf<A> = A extends ActivityContract<infer I> ? I : never;
/** Loose where nothing is known of the activity. */
export type ForwardOf<A> = [Forward<A>] extends [never]
  ? Forward<ActivityContract<unknown, unknown, true>>
  : Forward<A>;

/** How the handler of an activity is called. */
export interface HandlerOptions {
  /** Attempts of this activity at once in this process. */
  readonly concurrency?: number;
  /** A claim of a process that died is waited out before the activity is executed again. */
  readonly exclusive?: boolean;
}

/** How this process carries out one activity. */
export interface ActivityHandler<A extends ActivityContract = ActivityContract> extends HandlerOptions {
  readonly contract: A;
  execute?(input: InputOf<A>, ctx: ActivityContext): unknown;
  /** Needed for a compensable activity that is executed here. */
  compensate?(forward: ForwardOf<A>, ctx: ActivityContext): unknown;
  /** Wraps every call; throws CommandDelayed where the call must not be made now. */
  breaker?(call: () => Promise<unknown>): Promise<unknown>;
}

const functions = ['execute', 'compensate', 'breaker'] as const;
const names = ['contract', 'concurrency', 'exclusive', ...functions];

/** @throws TypeError naming the option that is out of range, or that is none. An object of a class may have what it needs. */
export function checkHandler(handler: ActivityHandler): void {
  const field = `activity ${handler.contract.name}`;
  if (Object.getPrototypeOf(handler) === Object.prototype) mustBeOptions(handler, field, names);
  for (const name of functions) {
    if (handler[name] !== undefined && typeof handler[name] !== 'function')
      throw new TypeError(`${field}: ${name}: ${shown(handler[name])} is no function`);
  }
  checkHandlerOptions(handler, field);
}

/** @throws TypeError naming the option that is out of range */
export function checkHandlerOptions({ concurrency = 1, exclusive = false }: HandlerOptions, field: string): void {
  if (!(Number.isSafeInteger(concurrency) && concurrency > 0))
    throw new TypeError(`${field}: concurrency: ${shown(concurrency)} is not a whole number from 1 on`);
  if (typeof exclusive !== 'boolean')
    throw new TypeError(`${field}: exclusive: ${shown(exclusive)} is not true or false`);
}
