import type { Cancel, Clock } from '@skald/ports';

/** The longest delay a Node timer takes; longer ones are waited for in pieces. */
const longestTimerMs = 2 ** 31 - 1;

/** As it was before saga code was kept from it: how long that code takes is measured while it runs. */
const elapsed = performance.now.bind(performance);

/** The machine's clock and timers. */
export function systemClock(): Clock {
  let macrotask: Promise<void> | undefined;
  return {
    now: () => Date.now(),
    elapsed: () => elapsed(),
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
