import type { Cancel, Clock, Ledger, Log } from '@skald/ports';

const everyMs = 10 * 60_000;
const page = 1_000;

/** Forgets what no command can ask for any more. */
export class LedgerSweeper {
  #timer: Cancel | undefined;
  #stopped = false;

  constructor(
    private readonly tools: { readonly ledger: Ledger; readonly clock: Clock; readonly log: Log },
    private readonly retentionMs: number,
  ) {}

  start(): void {
    if (!this.#stopped) this.#timer = this.tools.clock.after(everyMs, () => void this.#sweep());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
  }

  async #sweep(): Promise<void> {
    const { ledger, clock, log } = this.tools;
    try {
      let forgotten = page;
      while (forgotten >= page && !this.#stopped) {
        forgotten = await ledger.sweep(clock.now() - this.retentionMs, page);
        await clock.settled();
      }
    } catch (error) {
      log.write('warn', 'the ledger could not be swept; tried again later', { error: String(error) });
    }
    this.start();
  }
}
