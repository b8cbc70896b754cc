import type { Operation } from '@skald/contracts';

/** What test activities wrote down outside of Skald: a process of its own with a database of its own. */
export interface EffectLog {
  /** Every call, in the order in which the log took them in. */
  readonly calls: readonly ActivityCall[];
  /** Effects that came about: a table whose key is unique. */
  readonly effective: readonly EffectiveEffect[];
  readonly faults: InjectedFaults;
}

/** One call of a handler, whatever came of it. */
export interface ActivityCall {
  /** The idempotency key that the handler was given. */
  readonly key: string;
  readonly operation: Operation;
  /** Name of the activity. */
  readonly activity: string;
  readonly attempt: number;
  /** `digestOf` what it returned; left out: it threw, or its process ended. */
  readonly output?: string;
  /** By the clock of the log. */
  readonly at: number;
}

export interface EffectiveEffect {
  readonly key: string;
  readonly operation: Operation;
  readonly activity: string;
  /** By the clock of the log. */
  readonly at: number;
}

/** What may have repeated calls beyond the attempts of an activity. */
export interface InjectedFaults {
  /** Faults that hit one idempotency key: a duplicated command, a lost result, a handler that died. */
  readonly byKey: Readonly<Record<string, number>>;
  /** Faults that may have hit any key, each of them once: crashes, rebalances, restarts of a broker. */
  readonly anywhere: number;
}
