import type { Duration, Json, OnExisting, Operation, SignalContract } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { ActivityAddress, FailureReport } from '@skald/runtime';
import type { GivenSignal } from './given.js';
import type { SagaClass } from './saga-of.js';
import { sagaOf } from './saga-of.js';

/** What happens to the instance, in order. */
export type When =
  | { readonly kind: 'start'; readonly input: unknown; readonly options: StartWords }
  | {
      readonly kind: 'signal-with-start';
      readonly signal: SignalContract;
      readonly payload: unknown;
      readonly input: unknown;
      readonly options: StartWords;
    }
  | { readonly kind: 'signal'; readonly signal: SignalContract; readonly payload: unknown }
  | { readonly kind: 'cancel'; readonly compensate?: boolean; readonly reason?: string }
  | { readonly kind: 'terminate'; readonly reason?: string }
  | { readonly kind: 'operator'; readonly verb: 'retry' | 'skip' | 'resolve'; readonly options: OperatorWords }
  | { readonly kind: 'pause' | 'resume' }
  | { readonly kind: 'settle'; readonly activity: ActivityWords; readonly ending: SettledAs }
  | { readonly kind: 'deploy'; readonly saga: SagaDefinition }
  | { readonly kind: 'time-passes'; readonly ms: number };

export interface StartWords {
  readonly workflowId?: string;
  readonly version?: number;
  readonly timeout?: Duration;
  /** The instance is there at once, its code begins so much later. */
  readonly delay?: Duration;
  /** Where the workflowId is in use. */
  readonly onExisting?: OnExisting;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

export interface OperatorWords {
  readonly activityId?: string;
  readonly operation?: Operation;
  readonly reason?: string;
  readonly output?: Json;
}

/** Of an activity that was handed over. */
export type ActivityWords = Omit<ActivityAddress, 'workflowId' | 'namespace'>;

export type SettledAs =
  | { readonly kind: 'completed'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly failure: FailureReport };

/** With the input that the saga's contract asks for. */
export const start = (input: unknown, options: StartWords = {}): When => ({ kind: 'start', input, options });

/** Starts the saga with the signal, or signals the instance that is there. */
export const signalWithStart = <T>(
  contract: SignalContract<T>,
  payload: T,
  input: unknown,
  options: StartWords = {},
): When => ({ kind: 'signal-with-start', signal: contract, payload, input, options });

/** As it stands, now; with `.after('1 hour')`, something that is given: it comes by itself, so long after the start. */
export function signal<T>(
  contract: SignalContract<T>,
  payload: T,
): When & { readonly after: (duration: Duration) => GivenSignal } {
  return {
    ...{ kind: 'signal', signal: contract, payload },
    after: (duration) => ({
      ...{ kind: 'given-signal', signal: contract, payload },
      afterMs: milliseconds(duration, 'signal(…).after'),
    }),
  };
}

export const cancel = (options: { readonly compensate?: boolean; readonly reason?: string } = {}): When => ({
  kind: 'cancel',
  ...options,
});

export const terminate = (options: { readonly reason?: string } = {}): When => ({ kind: 'terminate', ...options });

/** An operator's `retry`, `skip` or `resolve`. */
export const operator = (verb: 'retry' | 'skip' | 'resolve', options: OperatorWords = {}): When => ({
  kind: 'operator',
  verb,
  options,
});

export const pause = (): When => ({ kind: 'pause' });

export const resume = (): When => ({ kind: 'resume' });

/** Whoever took over an activity says how it ended. */
export const handedOver = (address: ActivityWords) => ({
  completes: (output: unknown = null): When => ({
    ...{ kind: 'settle', activity: address },
    ending: { kind: 'completed', output },
  }),
  fails: (failure: FailureReport): When => ({
    ...{ kind: 'settle', activity: address },
    ending: { kind: 'failed', failure },
  }),
});

/** The coordinator begins again with this code in the place of the same saga and version, or beside what there is. */
export const deploy = <C extends SagaClass>(
  saga: C | SagaDefinition,
  ...dependencies: ConstructorParameters<C>
): When => ({ kind: 'deploy', saga: typeof saga === 'function' ? sagaOf(saga, ...dependencies) : saga });

/** Timers fire, time-outs run out; it takes no time. */
export const timePasses = (duration: Duration): When => ({
  kind: 'time-passes',
  ms: milliseconds(duration, 'timePasses'),
});
