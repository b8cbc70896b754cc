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
  /** When the present attempt was last heard of. */
  heardAt: number;
  started: boolean;
  /** The present attempt will be settled by somebody who owes no heartbeat. */
  handedOver: boolean;
  /** The present attempt was issued, and nobody has told how it ended; stays so when it is given up. */
  out: boolean;
  heartbeat: Json | undefined;
  error: RecordedError | undefined;
}

export function beginAttempts(
  retry: RetryPolicy,
  timeoutMs: number | undefined,
  at: number,
  firstAttempt = 1,
): Attempts {
  return {
    retry,
    timeoutMs,
    scheduledAt: at,
    status: 'in-flight',
    attempt: firstAttempt,
    firstAttempt,
    certain: true,
    endedCertain: true,
    nextAttemptAt: undefined,
    issuedAt: at,
    heardAt: at,
    started: false,
    handedOver: false,
    out: true,
    heartbeat: undefined,
    error: undefined,
  };
}

export function isOpen(attempts: Attempts): boolean {
  return attempts.status === 'in-flight' || attempts.status === 'back-off';
}

/** The next attempt leaves. */
export function issueNext(attempts: Attempts, at: number): void {
  attempts.status = 'in-flight';
  attempts.attempt += 1;
  attempts.nextAttemptAt = undefined;
  attempts.issuedAt = at;
  attempts.heardAt = at;
  attempts.started = false;
  attempts.handedOver = false;
  attempts.out = true;
}

/** No attempt follows. What only a further attempt would need is let go. */
export function settleAttempts(attempts: Attempts, status: 'completed' | 'failed' | 'canceled'): void {
  attempts.status = status;
  attempts.nextAttemptAt = undefined;
  if (status === 'failed') return;
  attempts.heartbeat = undefined;
  attempts.error = undefined;
}

/** What is known of an operation that is given up now. */
export function outcomeWhenGivenUp(attempts: Attempts): Effect {
  return attempts.certain && attempts.status !== 'in-flight' ? 'none' : 'unknown';
}

export function attemptsLeft(attempts: Attempts): boolean {
  return attempts.attempt - attempts.firstAttempt + 1 < attempts.retry.maxAttempts;
}
