import type { Duration, Effect } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';

export interface RetryableErrorOptions {
  readonly message: string;
  /** As sagas see it; by default `RetryableError`. */
  readonly type?: string;
  /** The next attempt does not come sooner. */
  readonly retryAfter?: Duration;
  /** `none`: certainly nothing happened. By default `unknown`. */
  readonly effect?: Effect;
  readonly details?: unknown;
  readonly cause?: unknown;
}

/** The attempt failed; the activity is tried again by its retry policy. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly code = 'RETRYABLE';
  readonly type: string;
  readonly retryAfterMs: number | undefined;
  readonly effect: Effect;
  readonly details: unknown;

  constructor({
    message,
    type = 'RetryableError',
    retryAfter,
    effect = 'unknown',
    details,
    cause,
  }: RetryableErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.type = type;
    this.retryAfterMs = retryAfter === undefined ? undefined : milliseconds(retryAfter, 'retryAfter');
    this.effect = effect;
    this.details = details;
  }
}
