import type { Cancel, Clock, Log, Subscription, TopicPartition } from '@skald/ports';
import { Watermark } from './watermark.js';

const commitEveryMs = 200;
const commitEveryRecords = 1_000;
const commitAgainMs = 1_000;

/** Room 6: own watermarks and commits. A commit never passes what is settled. */
export class Offsets {
  readonly #watermarks = new Map<string, TopicPartition & { readonly watermark: Watermark }>();
  #subscription: Subscription | undefined;
  #generation = 0;
  #settledSinceCommit = 0;
  #closed = false;
  #timer: Cancel | undefined;
  #committing: Promise<void> = Promise.resolve();
  /** When a record was last settled, or none was open. */
  lastProgress: number;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settled: () => void,
  ) {
    this.lastProgress = clock.now();
  }

  attach(subscription: Subscription): void {
    this.#subscription = subscription;
  }

  /** Watermarks of partitions that stay are kept; those of lost ones are void. Returns what is new. */
  assigned(generation: number, partitions: readonly TopicPartition[]): TopicPartition[] {
    this.#generation = generation;
    const kept = new Set(partitions.map(keyOf));
    for (const [key, { watermark }] of this.#watermarks) {
      if (!kept.has(key)) this.#watermarks.delete(key);
      // A commit that was on its way belongs to the older generation and is dropped.
      else watermark.forgetCommit();
    }
    if (this.#watermarks.size > 0) this.#flushIn(commitEveryMs);
    const fresh = partitions.filter((partition) => !this.#watermarks.has(keyOf(partition)));
    for (const { topic, partition } of fresh) {
      this.#watermarks.set(keyOf({ topic, partition }), { topic, partition, watermark: new Watermark() });
    }
    return fresh;
  }

  /** Returns what to call when the record is settled; undefined when the partition is not ours. */
  opened(partition: TopicPartition, offset: number, bytes: number): (() => void) | undefined {
    const entry = this.#watermarks.get(keyOf(partition));
    if (entry === undefined) return undefined;
    if (this.unsettled === 0) this.lastProgress = this.clock.now();
    entry.watermark.opened(offset, bytes);
    return () => this.#settled(entry.watermark, offset, bytes);
  }

  get unsettled(): number {
    let count = 0;
    for (const { watermark } of this.#watermarks.values()) count += watermark.unsettled;
    return count;
  }

  get unsettledBytes(): number {
    let bytes = 0;
    for (const { watermark } of this.#watermarks.values()) bytes += watermark.unsettledBytes;
    return bytes;
  }

  /** Commits what is settled by now. */
  flush(): Promise<void> {
    this.#timer?.();
    this.#timer = undefined;
    this.#settledSinceCommit = 0;
    this.#committing = this.#committing.then(() => this.#commit());
    return this.#committing;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
    this.#timer = undefined;
    this.#watermarks.clear();
  }

  #settled(watermark: Watermark, offset: number, bytes: number): void {
    watermark.settled(offset, bytes);
    this.lastProgress = this.clock.now();
    this.#settledSinceCommit += 1;
    if (this.#settledSinceCommit >= commitEveryRecords) void this.flush();
    else this.#flushIn(commitEveryMs);
    this.settled();
  }

  #flushIn(delayMs: number): void {
    if (!this.#closed) this.#timer ??= this.clock.after(delayMs, () => void this.flush());
  }

  async #commit(): Promise<void> {
    if (this.#subscription === undefined) return this.#flushIn(commitEveryMs);
    const offsets = [...this.#watermarks.values()].flatMap(({ topic, partition, watermark }) => {
      const offset = watermark.takeCommit();
      return offset === undefined ? [] : [{ topic, partition, offset }];
    });
    if (offsets.length === 0) return;
    try {
      await this.#subscription.commit(this.#generation, offsets);
    } catch (error) {
      // Should the records come again meanwhile, they are recognised.
      this.log.write('warn', 'offsets were not committed; trying again', { error: String(error) });
      for (const { watermark } of this.#watermarks.values()) watermark.forgetCommit();
      this.#flushIn(commitAgainMs);
    }
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
