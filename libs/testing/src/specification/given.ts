import type { ActivityContract, SagaContract, SignalContract } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import type { Answer, Times } from './answer.js';
import { failing } from './answer.js';

/** What the world around the saga is like. */
export type Given =
  | GivenActivity
  | { readonly kind: 'effect'; readonly name: string; readonly value: () => unknown }
  | { readonly kind: 'saga'; readonly definition: SagaDefinition }
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

  returns(output: O | ((input: I) => O), { times = Infinity }: Times = {}): GivenActivity<I, O> {
    const value = typeof output === 'function' ? (output as (input: unknown) => unknown) : () => output;
    return this.and({ kind: 'returns', value, times });
  }

  /** An error type or an error; one that the contract names is certain and not retried. */
  fails(failure: string | Error, times: Times = {}): GivenActivity<I, O> {
    return this.and(failing(failure, times));
  }

  timesOut({ times = Infinity }: Times = {}): GivenActivity<I, O> {
    return this.and({ kind: 'times-out', times });
  }

  /** No worker takes the command. */
  neverAnswers(): GivenActivity<I, O> {
    return this.and({ kind: 'silent', times: Infinity });
  }

  undoSucceeds(): GivenActivity<I, O> {
    return this.andUndo({ kind: 'returns', value: () => null, times: Infinity });
  }

  undoFails(failure: string | Error, times: Times = {}): GivenActivity<I, O> {
    return this.andUndo(failing(failure, times));
  }

  undoTimesOut({ times = Infinity }: Times = {}): GivenActivity<I, O> {
    return this.andUndo({ kind: 'times-out', times });
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
