import type { Effect, Json, RecordedError, RetryPolicy } from '@skald/contracts';

/** Where one operation of an activity stands; the same for doing and undoing. */
export interface Attempts {
  readonly retry: RetryPolicy;
  readonly timeoutMs: number | undefined;
  /** Milliseconds since 1970. */
  readonly scheduledAt: number;
  status: 'in-flight' | 'back-off' | 'completed' | 'failed' | 'canceled';
  /** The newest attempt that was issued. */
  attempt: number;
  /** Attempts below are void: an operator's retry or a late undo begins a new count. */
  firstAttempt: number;
  /** Every attempt that ended did so with effect none; also false once an attempt was given up in flight. */
  certain: boolean;
  /** Every attempt that ended by itself did so with effect none. */
  endedCertain: boolean;
  /** Milliseconds since 1970; while in back-off. */
  nextAttemptAt: number | undefined;
  /** When the present attempt was issued. */
  issuedAt: number;
  started: boolean;
  heartbeat: Json | undefined;
  error: RecordedError | undefined;
}

export function beginAttempts(retry: RetryPolicy, timeoutMs: number | undefined, at: number): Attempts {
  return {
    retry,
    timeoutMs,
    scheduledAt: at,
    status: 'in-flight',
    attempt: 1,
    firstAttempt: 1,
    certain: true,
    endedCertain: true,
    nextAttemptAt: undefined,
    issuedAt: at,
    started: false,
    heartbeat: undefined,
    error: undefined,
  };
}

/** The next attempt leaves. */
export function issueNext(attempts: Attempts, at: number): void {
  attempts.status = 'in-flight';
  attempts.attempt += 1;
  attempts.nextAttemptAt = undefined;
  attempts.issuedAt = at;
  attempts.started = false;
}

/** What is known of an operation that is given up now. */
export function outcomeWhenGivenUp(attempts: Attempts): Effect {
  return attempts.certain && attempts.status !== 'in-flight' ? 'none' : 'unknown';
}

/** Milliseconds to wait before the attempt after this one. */
export function backoffMs(attempts: Attempts): number {
  const { initialIntervalMs, backoffCoefficient, maxIntervalMs } = attempts.retry;
  const grown = initialIntervalMs * backoffCoefficient ** (attempts.attempt - attempts.firstAttempt);
  return Math.round(Math.min(grown, maxIntervalMs));
}

export function attemptsLeft(attempts: Attempts): boolean {
  return attempts.attempt - attempts.firstAttempt + 1 < attempts.retry.maxAttempts;
}
