import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { RetryPolicy } from '@skald/contracts';

/**
 * Milliseconds to wait after the n-th attempt of a count. `identity` names the attempt: what is left to chance is a hash of
 * it (V6), so that many instances that fail together do not come again together, and each waits the same on every try.
 */
export function backOffMs(retry: RetryPolicy, n: number, identity: string): number {
  const wait = Math.min(grown(retry, n), retry.maxIntervalMs);
  return Math.round(retry.jitter === undefined ? wait : wait * (1 - retry.jitter * chance(identity)));
}

function grown({ backoff, initialIntervalMs, backoffCoefficient }: RetryPolicy, n: number): number {
  switch (backoff ?? 'exponential') {
    case 'fixed':
      return initialIntervalMs;
    case 'linear':
      return initialIntervalMs * n;
    case 'exponential':
      return initialIntervalMs * backoffCoefficient ** (n - 1);
  }
}

/** From 0 up to, not including, 1. */
function chance(identity: string): number {
  const [a, b, c, d] = sha256(utf8ToBytes(identity));
  return (((a! * 256 + b!) * 256 + c!) * 256 + d!) / 2 ** 32;
}
