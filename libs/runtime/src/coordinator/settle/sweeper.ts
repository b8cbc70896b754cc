import type { Cancel, Clock, Instances, Journal, Log } from '@skald/ports';
import { isUnreadable } from '@skald/ports';
import type { Mailboxes } from '../turns/mailboxes.js';

const sweepEveryMs = 10 * 60_000;
const pageSize = 500;

export interface SweeperOptions {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailboxes: Mailboxes;
  readonly owns: (instance: string) => boolean;
  readonly swept: (instance: string) => void;
  /** To be loaded and projected again. */
  readonly wake: (instance: string) => void;
}

/** What the journal says about an instance whose projection has expired. */
type Expired = 'over' | 'went-on' | 'another-life';

/** Removes closed instances whose time is over, by their owner and while nothing of them is under way. */
export class Sweeper {
  #timer: Cancel | undefined;
  #closed = false;

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    if (this.#closed) return;
    this.#timer?.();
    this.#timer = this.options.clock.after(sweepEveryMs, () => void this.#sweep());
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
  }

  async #sweep(): Promise<void> {
    const { instances, clock, log, owns } = this.options;
    try {
      for (;;) {
        const expired = await instances.expired(clock.now(), pageSize);
        const removed = await this.#remove(expired.filter(owns));
        // What belongs to others, or is busy, stays at the head of the list: the rest comes next time.
        if (expired.length < pageSize || removed === 0 || this.#closed) break;
      }
    } catch (error) {
      log.write('warn', 'closed instances could not be swept; trying again', { error: String(error) });
    }
    this.start();
  }

  async #remove(expired: readonly string[]): Promise<number> {
    const { journal, instances, mailboxes, swept, wake } = this.options;
    const held = expired.filter((instance) => mailboxes.hold(instance));
    if (held.length === 0) return 0;
    try {
      const verdicts = await this.#verdictsOf(held);
      const over = held.filter((_, i) => verdicts[i] === 'over');
      const anew = held.filter((_, i) => verdicts[i] === 'another-life');
      if (over.length > 0) await journal.remove(over);
      await instances.remove([...over, ...anew]);
      over.forEach(swept);
      anew.forEach(wake);
      return over.length + anew.length;
    } finally {
      for (const instance of held) mailboxes.release(instance);
    }
  }

  /** What cannot be read stays, and holds up no other. */
  async #verdictsOf(held: readonly string[]): Promise<Expired[]> {
    try {
      return await this.#verdicts(held);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      if (held.length > 1) return (await Promise.all(held.map((one) => this.#verdictsOf([one])))).flat();
      const instance = held[0]!;
      this.options.log.write('warn', 'a closed instance cannot be read, and stays', { instance, error: String(error) });
      return ['went-on'];
    }
  }

  /** The journal alone says what is over: a projection may be behind it (a new run), or left over from an earlier life. */
  async #verdicts(held: readonly string[]): Promise<Expired[]> {
    const { journal, instances } = this.options;
    const projections = await instances.find(held);
    const seqs = projections.map((projection) => projection?.seq ?? -1);
    const rests = await journal.read(held.map((instance, i) => ({ instance, fromSeq: seqs[i]! })));
    const short = held.filter((_, i) => rests[i]!.length === 0);
    const begins = await journal.read(short.map((instance) => ({ instance, fromSeq: 0 })));
    return held.map((instance, i) => {
      const closedAt = projections[i]?.closedAt;
      if (closedAt === undefined || (rests[i]!.at(-1)?.seq ?? -1) > seqs[i]!) return 'went-on';
      const first = begins[short.indexOf(instance)]?.[0];
      return first !== undefined && first.at > closedAt ? 'another-life' : 'over';
    });
  }
}
