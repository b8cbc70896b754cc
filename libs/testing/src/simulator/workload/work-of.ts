import type { SimulatedProcess } from '../process/simulated-process.js';

/** So many milliseconds of work. @throws the reason why it was given up */
export function workOf(process: SimulatedProcess, ms: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = process.clock.after(ms, resolve);
    abort.addEventListener('abort', () => {
      cancel();
      reject(abort.reason as Error);
    });
  });
}
