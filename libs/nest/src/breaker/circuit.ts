import { milliseconds } from '@skald/contracts';
import type { Cancel, Clock } from '@skald/ports';
import { systemClock } from '@skald/runtime';
import CircuitBreaker from 'opossum';
import type { BreakerOptions } from './breaker-options.js';
import { CircuitOpen } from './circuit-open.error.js';

export interface CircuitOptions extends BreakerOptions {
  /** What it guards, for people. */
  readonly name: string;
  /** Whether this error says that the other side is not well; a refusal does not. */
  readonly isOutage: (error: unknown) => boolean;
  readonly clock?: Clock;
}

/** One circuit around calls of any kind. It has no time-out of its own: whoever calls keeps one. */
export class Circuit {
  readonly name: string;
  readonly #breaker: CircuitBreaker<[() => Promise<unknown>], unknown>;
  readonly #resetMs: number;
  readonly #clock: Clock;

  constructor({
    name,
    isOutage,
    errorThresholdPercentage = 50,
    volumeThreshold = 5,
    resetTimeout = '5s',
    clock = systemClock(),
  }: CircuitOptions) {
    this.name = name;
    this.#clock = clock;
    this.#resetMs = milliseconds(resetTimeout, `${name}: breaker.resetTimeout`);
    this.#breaker = new CircuitBreaker((call: () => Promise<unknown>) => call(), {
      name,
      timeout: false,
      errorThresholdPercentage,
      volumeThreshold,
      resetTimeout: this.#resetMs,
      errorFilter: (error: unknown) => !isOutage(error),
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
  }

  get isOpen(): boolean {
    return !this.#breaker.closed;
  }

  /** @throws CircuitOpen when the call was not made. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    let wasMade = false;
    const made = (): Promise<T> => {
      wasMade = true;
      return call();
    };
    const stopWatching = this.#breaker.pendingClose ? this.#giveUpOnSilence() : undefined;
    try {
      return (await this.#breaker.fire(made)) as T;
    } catch (error) {
      if (wasMade) throw error;
      throw new CircuitOpen(this.name, this.#resetMs);
    } finally {
      stopWatching?.();
    }
  }

  close(): void {
    this.#breaker.shutdown();
  }

  /** A call that was let through to see and never answers would keep the circuit shut off for ever. */
  #giveUpOnSilence(): Cancel {
    return this.#clock.after(this.#resetMs, () => this.#breaker.open());
  }
}
