import { type Clock, type Log, StoreUnavailable } from '@skald/ports';

/** Longer than a server takes to elect a primary. */
const patienceMs = 15_000;

/**
 * Opens the client of the driver anew when nothing went well for a while: what watches the servers may itself wait for
 * ever (see `inTime`), and then no server is found any more, however well it is.
 */
export class Reopening {
  #failingSince: number | undefined;
  #isUnderWay = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly reopen: () => Promise<void>,
  ) {}

  async watch<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      this.#failingSince = undefined;
      return answer;
    } catch (error) {
      if (error instanceof StoreUnavailable) this.#failed();
      else this.#failingSince = undefined;
      throw error;
    }
  }

  #failed(): void {
    const now = this.clock.elapsed();
    this.#failingSince ??= now;
    if (this.#isUnderWay || now - this.#failingSince < patienceMs) return;
    this.#isUnderWay = true;
    this.#failingSince = now;
    this.log.write('warn', 'the store does not answer; its client is opened anew');
    void this.reopen()
      .catch((error: unknown) => this.log.write('warn', 'the store cannot be opened', { error: String(error) }))
      .finally(() => (this.#isUnderWay = false));
  }
}
