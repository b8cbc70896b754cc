import type { CancelState, FailedEnd } from './instance-state.js';

/** How an instance ends whose code does not say how it takes its cancel. */
export function canceledEnd({
  cause,
  reason,
  compensate,
}: Pick<CancelState, 'cause' | 'reason' | 'compensate'>): FailedEnd {
  return { cause, error: { type: 'Canceled', message: reason ?? 'the saga was cancelled' }, compensate };
}
