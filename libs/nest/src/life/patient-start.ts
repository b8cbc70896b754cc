import type { Cancel, Clock, Log } from '@skald/ports';
import { BusUnavailable, StoreUnavailable } from '@skald/ports';
import { TopicsMissing } from '@skald/runtime';

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/** Tries again until it is done, as long as what is missing may still come: a server, a topic. Other errors are thrown. */
export class PatientStart {
  #cancel: Cancel | undefined;
  #givenUp = false;
  #wake: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Resolves false when it was given up. */
  async until(name: string, start: () => Promise<void>): Promise<boolean> {
    for (let pauseMs = firstPauseMs; !this.#givenUp; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await start();
        return true;
      } catch (error) {
        if (!mayStillCome(error)) throw error;
        this.log.write('warn', `${name}: what it needs is not there yet`, { error: error.message, againInMs: pauseMs });
        await this.#pause(pauseMs);
      }
    }
    return false;
  }

  giveUp(): void {
    this.#givenUp = true;
    this.#cancel?.();
    this.#wake?.();
  }

  #pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#cancel = this.clock.after(pauseMs, resolve);
    });
  }
}

function mayStillCome(error: unknown): error is Error {
  return [BusUnavailable, StoreUnavailable, TopicsMissing].some((kind) => error instanceof kind);
}
