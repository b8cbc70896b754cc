import type { Duration } from './duration.js';
import { milliseconds } from './duration.js';

/** When a failed attempt is followed by another. Attempt n+1 waits `initialInterval * backoffCoefficient^(n-1)`, at most `maxInterval`. */
export interface RetryOptions {
  /** Whole number from 1 on; 1 means no retry. */
  readonly maxAttempts?: number;
  readonly initialInterval?: Duration;
  readonly backoffCoefficient?: number;
  readonly maxInterval?: Duration;
}

/** A retry policy as it stands in the journal; intervals in milliseconds. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maxIntervalMs: number;
}

export const defaultRetry: RetryPolicy = {
  maxAttempts: 5,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maxIntervalMs: 60_000,
};

/** Undoing is worth more patience than doing. */
export const defaultCompensationRetry: RetryPolicy = { ...defaultRetry, maxAttempts: 20 };

/** @throws TypeError naming the field that is out of range. */
export function retryPolicy(options: RetryOptions, base: RetryPolicy, field: string): RetryPolicy {
  const initialIntervalMs =
    options.initialInterval === undefined
      ? base.initialIntervalMs
      : milliseconds(options.initialInterval, `${field}.initialInterval`);
  const policy: RetryPolicy = {
    maxAttempts: options.maxAttempts ?? base.maxAttempts,
    initialIntervalMs,
    backoffCoefficient: options.backoffCoefficient ?? base.backoffCoefficient,
    maxIntervalMs:
      options.maxInterval === undefined
        ? // Whoever asks for a longer first wait does not want it cut to the default.
          Math.max(base.maxIntervalMs, initialIntervalMs)
        : milliseconds(options.maxInterval, `${field}.maxInterval`),
  };
  if (!Number.isInteger(policy.maxAttempts) || policy.maxAttempts < 1) {
    throw new TypeError(`${field}.maxAttempts: ${policy.maxAttempts} is not a whole number from 1 on`);
  }
  if (!Number.isFinite(policy.backoffCoefficient) || policy.backoffCoefficient < 1) {
    throw new TypeError(`${field}.backoffCoefficient: ${policy.backoffCoefficient} is not a number from 1 on`);
  }
  return policy;
}
