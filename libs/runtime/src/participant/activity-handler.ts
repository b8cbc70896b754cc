import type { ActivityContract, Forward } from '@skald/contracts';

import type { ActivityContext } from './activity-context.js';

export type InputOf<A> = A extends ActivityContract<infer I> ? I : never;
/** Loose where nothing is known of the activity. */
export type ForwardOf<A> = [Forward<A>] extends [never]
  ? Forward<ActivityContract<unknown, unknown, true>>
  : Forward<A>;

/** How this process carries out one activity. */
export interface ActivityHandler<A extends ActivityContract = ActivityContract> {
  readonly contract: A;
  execute?(input: InputOf<A>, ctx: ActivityContext): unknown;
  /** Needed for a compensable activity that is executed here. */
  compensate?(forward: ForwardOf<A>, ctx: ActivityContext): unknown;
  /** Attempts of this activity at once in this process. */
  readonly concurrency?: number;
  /** A claim of a process that died is waited out before the activity is executed again. */
  readonly exclusive?: boolean;
  /** Wraps every call; throws CommandDelayed where the call must not be made now. */
  breaker?(call: () => Promise<unknown>): Promise<unknown>;
}
