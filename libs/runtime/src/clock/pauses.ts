import type { Clock } from '@skald/ports';

/** Waits that end at once when their owner stops. */
export class Pauses {
  readonly #clock: Clock;
  readonly #open = new Set<() => void>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#open.size;
  }

  /** True when the time has passed, false when the owner stopped. */
  pause(ms: number): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (passed: boolean): void => {
        this.#open.delete(stop);
        resolve(passed);
      };
      const cancel = this.#clock.after(ms, () => end(true));
      const stop = (): void => {
        cancel();
        end(false);
      };
      this.#open.add(stop);
    });
  }

  close(): void {
    this.#closed = true;
    for (const stop of [...this.#open]) stop();
  }
}
