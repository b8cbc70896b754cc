import type { Clock, Log } from '@skald/ports';
import { answered } from './in-time.js';
import { isAnswer } from './mongo-errors.js';

/** Longer than a server takes to elect a primary. */
const patienceMs = 15_000;

/**
 * Opens the client of the driver anew when nothing went well for a while: what watches the servers may itself wait for
 * ever (see `answered`), and then no server is found any more, however well it is.
 */
export class Reopening {
  #failingSince: number | undefined;
  #isUnderWay = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly reopen: () => Promise<void>,
  ) {}

  /** One operation of the driver: it ends with what the driver says of it, or as StoreUnavailable. */
  readonly watch = async <T>(operation: Promise<T>): Promise<T> => {
    try {
      const answer = await answered(operation, this.clock);
      this.#failingSince = undefined;
      return answer;
    } catch (error) {
      if (isAnswer(error)) this.#failingSince = undefined;
      else this.#failed();
      throw error;
    }
  };

  #failed(): void {
    const now = this.clock.elapsed();
    this.#failingSince ??= now;
    if (this.#isUnderWay || now - this.#failingSince < patienceMs) return;
    this.#isUnderWay = true;
    this.#failingSince = now;
    this.log.write('warn', 'the store does not answer; its client is being opened anew');
    void this.reopen()
      .catch((error: unknown) => this.log.write('warn', 'the store cannot be opened', { error: String(error) }))
      .finally(() => (this.#isUnderWay = false));
  }
}
