import type { Duration, Json, Operation, SignalContract } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import type { GivenSignal } from './given.js';

/** What happens to the instance, in order. */
export type When =
  | { readonly kind: 'start'; readonly input: unknown; readonly options: StartWords }
  | { readonly kind: 'signal'; readonly signal: SignalContract; readonly payload: unknown }
  | { readonly kind: 'cancel'; readonly compensate?: boolean; readonly reason?: string }
  | { readonly kind: 'terminate'; readonly reason?: string }
  | { readonly kind: 'operator'; readonly verb: 'retry' | 'skip' | 'resolve'; readonly options: OperatorWords }
  | { readonly kind: 'pause' | 'resume' }
  | { readonly kind: 'time-passes'; readonly ms: number };

export interface StartWords {
  readonly workflowId?: string;
  readonly timeout?: Duration;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

export interface OperatorWords {
  readonly activityId?: string;
  readonly operation?: Operation;
  readonly reason?: string;
  readonly output?: Json;
}

/** With the input that the saga's contract asks for. */
export const start = (input: unknown, options: StartWords = {}): When => ({ kind: 'start', input, options });

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

/** Timers fire, time-outs run out; it takes no time. */
export const timePasses = (duration: Duration): When => ({
  kind: 'time-passes',
  ms: milliseconds(duration, 'timePasses'),
});
