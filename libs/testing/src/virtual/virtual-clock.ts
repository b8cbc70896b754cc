import type { Cancel, Clock } from '@skald/ports';

/** A clock that stands still until it is told to go on. */
export interface VirtualClock extends Clock {
  /** Lets time pass: due timers fire in order of (instant, when they were set), and everything settles between two of them. */
  advance(ms: number): Promise<void>;
  /** As for a machine that slept: what became due meanwhile fires once, late and in order, then everything settles. */
  oversleep(ms: number): Promise<void>;
  /** As for code that holds the thread: time passes, and nothing fires before the next `advance`. */
  hold(ms: number): void;
  /** Resolves when nothing moves any more unless time does. */
  quiet(): Promise<void>;
  /** Timers that are set. */
  readonly timers: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** So many macrotasks without anybody asking for one: quiet. More than one, since a driver in between may take its own. */
const silentMacrotasks = 4;
const mostMacrotasks = 100_000;

export function virtualClock(startAt = Date.parse('2026-01-01T00:00:00.000Z')): VirtualClock {
  const timers = new Set<Timer>();
  let now = startAt;
  let order = 0;
  let asked = 0;
  let macrotask: Promise<void> | undefined;

  const nextMacrotask = (): Promise<void> =>
    (macrotask ??= new Promise((resolve) => {
      setImmediate(() => {
        macrotask = undefined;
        resolve();
      });
    }));

  const quiet = async (): Promise<void> => {
    for (let silent = 0, all = 0; silent < silentMacrotasks; all++) {
      if (all > mostMacrotasks) throw new Error('virtual clock: this does not come to rest');
      const before = asked;
      await nextMacrotask();
      silent = asked === before ? silent + 1 : 0;
    }
  };

  const earliest = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  };

  return {
    now: () => now,
    elapsed: () => now,
    after: (delayMs, callback): Cancel => {
      if (Number.isNaN(delayMs)) throw new RangeError('virtual clock: the delay is not a number');
      const timer = { at: now + Math.max(0, Math.ceil(delayMs)), order: order++, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    settled: () => {
      asked++;
      return nextMacrotask();
    },
    advance: async (ms) => {
      const until = now + ms;
      await quiet();
      for (let timer = earliest(); timer !== undefined && timer.at <= until; timer = earliest()) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.callback();
        await quiet();
      }
      now = Math.max(now, until);
    },
    oversleep: async (ms) => {
      await quiet();
      now += ms;
      for (let timer = earliest(); timer !== undefined && timer.at <= now; timer = earliest()) {
        timers.delete(timer);
        timer.callback();
        await quiet();
      }
    },
    hold: (ms) => void (now += ms),
    quiet,
    get timers() {
      return timers.size;
    },
  };
}
