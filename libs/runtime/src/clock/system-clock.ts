import type { Cancel, Clock } from '@skald/ports';

/** The longest delay a Node timer takes; longer ones are waited for in pieces. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's clock and timers. */
export function systemClock(): Clock {
  let macrotask: Promise<void> | undefined;
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after: (delayMs, callback) => startTimer(Math.max(0, delayMs), callback),
    settled: () =>
      (macrotask ??= new Promise((resolve) => {
        setImmediate(() => {
          macrotask = undefined;
          resolve();
        });
      })),
  };
}

function startTimer(delayMs: number, callback: () => void): Cancel {
  let timer: NodeJS.Timeout;
  const wait = (restMs: number): void => {
    const piece = Math.min(restMs, longestTimerMs);
    timer = setTimeout(() => (restMs > piece ? wait(restMs - piece) : callback()), piece);
    timer.unref();
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}
