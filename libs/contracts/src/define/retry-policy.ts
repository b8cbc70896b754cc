import type { Duration } from './duration.js';
import { milliseconds } from './duration.js';
import { short, shown } from './shown.js';

/** How the waits between attempts grow: not at all, by the first one each time, or by a factor. */
export type Backoff = 'fixed' | 'linear' | 'exponential';

/**
 * When a failed attempt is followed by another. After attempt n it waits, at most `maxInterval`:
 * fixed `initialInterval`; linear `initialInterval * n`; exponential `initialInterval * backoffCoefficient^(n-1)`.
 */
export interface RetryOptions {
  /** Whole number from 1 on; 1 means no retry. */
  readonly maxAttempts?: number;
  /** Default exponential. */
  readonly backoff?: Backoff;
  readonly initialInterval?: Duration;
  /** Of exponential back-off; from 1 on. */
  readonly backoffCoefficient?: number;
  readonly maxInterval?: Duration;
  /** Which part of each wait is left to chance, from 0 to 1: with 0.2 a wait takes 80 to 100 % of its length. The same on replay. */
  readonly jitter?: number;
  /** Types of errors that are not retried. Unlike those that a contract names in `errors`, their effect stays unknown. */
  readonly nonRetryable?: readonly string[];
}

/** A retry policy as it stands in the journal; intervals in milliseconds. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maxIntervalMs: number;
  /** Left out: exponential. */
  readonly backoff?: Exclude<Backoff, 'exponential'>;
  /** Left out: none. */
  readonly jitter?: number;
  readonly nonRetryable?: readonly string[];
}

export const defaultRetry: RetryPolicy = {
  maxAttempts: 5,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maxIntervalMs: 60_000,
};

/** Undoing is worth more patience than doing. */
export const defaultCompensationRetry: RetryPolicy = { ...defaultRetry, maxAttempts: 20 };

const names = [
  'maxAttempts',
  'backoff',
  'initialInterval',
  'backoffCoefficient',
  'maxInterval',
  'jitter',
  'nonRetryable',
];

/** @throws TypeError also for an option that there is none of: a misspelt one would be one that is not said. */
export function mustBeOptions(options: unknown, field: string, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new TypeError(`${field}: ${shown(options)} is no object of options`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`${field}: ${shown(unknown)} is no option; there are ${known.join(', ')}`);
}

/** @throws TypeError naming the field that is out of range. */
export function retryPolicy(options: RetryOptions, base: RetryPolicy, field: string): RetryPolicy {
  mustBeOptions(options, field, names);
  const interval = (name: 'initialInterval' | 'maxInterval'): number | undefined => {
    const value = options[name];
    return value === undefined ? undefined : milliseconds(value, `${field}.${name}`, 'not zero');
  };
  const { backoff = 'exponential', jitter = 0, nonRetryable = [] } = options;
  const refuse = (name: keyof RetryOptions, what: string): never => {
    const given: unknown = options[name];
    throw new TypeError(`${field}.${name}: ${typeof given === 'string' ? short(given) : shown(given)} is not ${what}`);
  };
  if (!Array.isArray(nonRetryable) || !nonRetryable.every((type) => typeof type === 'string' && type !== '')) {
    refuse('nonRetryable', 'a list of error types');
  }
  const initialIntervalMs = interval('initialInterval') ?? base.initialIntervalMs;
  const policy: RetryPolicy = {
    maxAttempts: options.maxAttempts ?? base.maxAttempts,
    initialIntervalMs,
    backoffCoefficient: options.backoffCoefficient ?? base.backoffCoefficient,
    // Whoever asks for a longer first wait does not want it cut to the default.
    maxIntervalMs: interval('maxInterval') ?? Math.max(base.maxIntervalMs, initialIntervalMs),
    ...(backoff === 'exponential' ? {} : { backoff }),
    ...(jitter === 0 ? {} : { jitter }),
    ...(nonRetryable.length === 0 ? {} : { nonRetryable }),
  };
  if (!Number.isInteger(policy.maxAttempts) || policy.maxAttempts < 1)
    refuse('maxAttempts', 'a whole number from 1 on');
  if (!Number.isFinite(policy.backoffCoefficient) || policy.backoffCoefficient < 1) {
    refuse('backoffCoefficient', 'a number from 1 on');
  }
  if (!['fixed', 'linear', 'exponential'].includes(backoff)) refuse('backoff', 'fixed, linear or exponential');
  if (!(typeof jitter === 'number' && jitter >= 0 && jitter <= 1)) refuse('jitter', 'a number from 0 to 1');
  return policy;
}
