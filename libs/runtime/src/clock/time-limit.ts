import type { Cancel, Clock } from '@skald/ports';

/** The promise's value, or `time-out` when the time is over first. */
export async function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T | 'time-out'> {
  let cancel: Cancel | undefined;
  const limit = new Promise<'time-out'>((resolve) => {
    cancel = clock.after(ms, () => resolve('time-out'));
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    cancel?.();
  }
}
