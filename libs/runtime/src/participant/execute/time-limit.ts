import type { Clock } from '@skald/ports';

/** The promise's value, or `time-out` when the time is over first. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T | 'time-out'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve('time-out'));
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error as Error);
      },
    );
  });
}
