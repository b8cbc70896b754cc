import type { ActivityContract, SagaContract, SignalContract } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import type { ActivityContext, CoordinatorOptions } from '@skald/runtime';
import type { Answer, Attempts } from './answer.js';
import { failing } from './answer.js';

/** What the world around the saga is like. */
export type Given =
  | GivenActivity
  | { readonly kind: 'effect'; readonly name: string; readonly value: () => unknown }
  | { readonly kind: 'saga'; readonly definition: SagaDefinition }
  | { readonly kind: 'limits'; readonly limits: CoordinatorOptions['limits'] }
  | GivenSignal;

export interface GivenSignal {
  readonly kind: 'given-signal';
  readonly signal: SignalContract;
  readonly payload: unknown;
  /** After the start. */
  readonly afterMs: number;
}

/** How an activity goes, attempt by attempt; an undo that nothing is said of succeeds. */
export class GivenActivity<I = unknown, O = unknown> {
  readonly kind = 'activity';

  constructor(
    readonly contract: ActivityContract,
    readonly forward: readonly Answer[] = [],
    readonly undo: readonly Answer[] = [],
  ) {}

  returns(
    output: O | ((input: I, ctx: ActivityContext) => O),
    { times = Infinity, ...more }: Attempts = {},
  ): GivenActivity<I, O> {
    const value = typeof output === 'function' ? (output as (input: unknown) => unknown) : () => output;
    return this.and({ kind: 'returns', value, times, ...more });
  }

  /** An error type or an error; one that the contract names is certain and not retried. */
  fails(failure: string | Error, times: Attempts = {}): GivenActivity<I, O> {
    return this.and(failing(failure, times));
  }

  timesOut({ times = Infinity, ...more }: Attempts = {}): GivenActivity<I, O> {
    return this.and({ kind: 'times-out', times, ...more });
  }

  /** To somebody who settles it later: `handedOver(…)`. */
  handsOver({ times = Infinity, ...more }: Attempts = {}): GivenActivity<I, O> {
    return this.and({ kind: 'hands-over', times, ...more });
  }

  /** No worker takes the command. */
  neverAnswers(): GivenActivity<I, O> {
    return this.and({ kind: 'silent', times: Infinity });
  }

  undoSucceeds(): GivenActivity<I, O> {
    return this.andUndo({ kind: 'returns', value: () => null, times: Infinity });
  }

  undoFails(failure: string | Error, times: Attempts = {}): GivenActivity<I, O> {
    return this.andUndo(failing(failure, times));
  }

  undoTimesOut({ times = Infinity, ...more }: Attempts = {}): GivenActivity<I, O> {
    return this.andUndo({ kind: 'times-out', times, ...more });
  }

  undoNeverAnswers(): GivenActivity<I, O> {
    return this.andUndo({ kind: 'silent', times: Infinity });
  }

  private and(answer: Answer): GivenActivity<I, O> {
    return new GivenActivity(this.contract, [...this.forward, answer], this.undo);
  }

  private andUndo(answer: Answer): GivenActivity<I, O> {
    return new GivenActivity(this.contract, this.forward, [...this.undo, answer]);
  }
}

export function activity<I, O>(contract: ActivityContract<I, O>): GivenActivity<I, O> {
  return new GivenActivity(contract);
}

/** An effect of the coordinator that is not to run: it gives this value. Others run as they are. */
export function effect(name: string): { returns(value: unknown): Given } {
  return { returns: (value) => ({ kind: 'effect', name, value: () => value }) };
}

/** What a run may have of history, signals and open activities here; what is left out is as by default. */
export const limits = (of: NonNullable<CoordinatorOptions['limits']>): Given => ({ kind: 'limits', limits: of });

/** Another saga, as a child or detached. */
export function child<I, O>(contract: SagaContract<I, O>) {
  const saga = (run: (input: I) => O): Given => ({
    kind: 'saga',
    definition: { contract, version: 1, options: {}, run: async (_, input: I) => run(input) },
  });
  return {
    returns: (output: O | ((input: I) => O)) =>
      saga((input) => (typeof output === 'function' ? (output as (input: I) => O)(input) : output)),
    fails: (type: string) =>
      saga(() => {
        throw new SagaFailure(type, `${type}, as the specification says`);
      }),
    /** Its own code, from `sagaOf`. */
    runs: (definition: SagaDefinition): Given => ({ kind: 'saga', definition }),
  };
}
