import type { Cancel, Clock, DueInstance, Instances, Log } from '@skald/ports';

const scanEveryMs = 5_000;
/** Every so often everything that is due is read again, in case somebody else wrote it behind our back. */
const fullScanEveryMs = 60_000;
/** Wake-ups nearer than this are kept in memory. */
export const horizonMs = 15_000;
const pageSize = 1_000;
/** Read once more each time: projections are stored a little after their turns. */
const overlapMs = 10_000;

/** Brings the wake-ups of the owned buckets from the store, in pages, every few seconds and at take-over. */
export class DueScan {
  #buckets: readonly number[] = [];
  #timer: Cancel | undefined;
  #scanning: Promise<void> | undefined;
  #again = false;
  #seenUntil = -1;
  #fullAt = 0;
  #closed = false;

  constructor(
    private readonly instances: Instances,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly found: (due: DueInstance) => void,
    private readonly hasRoom: () => boolean,
  ) {}

  /** New owned buckets: look at once, from the beginning. */
  take(buckets: readonly number[]): void {
    this.#buckets = buckets;
    this.#fullAt = 0;
    this.#start();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
  }

  #start(): void {
    this.#timer?.();
    this.#timer = undefined;
    if (this.#closed) return;
    if (this.#scanning !== undefined) {
      this.#again = true;
      return;
    }
    this.#scanning = this.#scan().then(() => {
      this.#scanning = undefined;
      if (this.#again) {
        this.#again = false;
        this.#start();
      } else if (!this.#closed) this.#timer = this.clock.after(scanEveryMs, () => this.#start());
    });
  }

  async #scan(): Promise<void> {
    const now = this.clock.now();
    const until = now + horizonMs;
    const full = now >= this.#fullAt;
    const buckets = this.#buckets;
    if (buckets.length === 0) return;
    // '~~' sorts after every instance key: what was due until then has been seen.
    let after: DueInstance | undefined = full ? undefined : { wakeAt: this.#seenUntil - overlapMs, instance: '~~' };
    try {
      for (;;) {
        const page = await this.instances.due({
          buckets,
          until,
          limit: pageSize,
          ...(after === undefined ? {} : { after }),
        });
        for (const due of page) this.found(due);
        after = page.at(-1);
        if (page.length < pageSize) break;
        // Begun again later: what was found is no longer due by then.
        if (this.#closed || !this.hasRoom()) return;
      }
      // New buckets came meanwhile: nothing of them has been seen.
      if (buckets !== this.#buckets) return;
      this.#seenUntil = until;
      if (full) this.#fullAt = now + fullScanEveryMs;
    } catch (error) {
      this.log.write('warn', 'due instances could not be read; trying again', { error: String(error) });
    }
  }
}
