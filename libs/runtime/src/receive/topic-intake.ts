import type { Cancel, Clock, IncomingRecord, Log, MessageBus, Subscription, TopicPartition } from '@skald/ports';

import { Delivery } from './delivery.js';
import type { PartitionHold } from './delivery.js';
import { PartitionProgress } from './partition-progress.js';

export interface TopicIntakeOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly group: string;
  readonly topic: string;
  /** Records that have come but not begun; more pause the topic. */
  readonly waiting: number;
  readonly commitMs: number;
  readonly commitRecords: number;
  /** Never throws. */
  readonly accept: (delivery: Delivery) => void;
  readonly onCrash: (error: Error) => void;
}

type HoldReason = 'full' | 'unavailable' | 'draining';

/** Receives the records of one topic and commits the offsets of those that are settled. */
export class TopicIntake {
  readonly #options: TopicIntakeOptions;
  readonly #holds = new Set<HoldReason>();
  #partitions = new Map<number, PartitionHold>();
  #generation = -1;
  #subscription: Subscription | undefined;
  #left = false;
  #waiting = 0;
  #settledSinceCommit = 0;
  #commitTimer: Cancel | undefined;
  #committing: Promise<void> | undefined;

  constructor(options: TopicIntakeOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get paused(): readonly HoldReason[] {
    return [...this.#holds];
  }

  async start(): Promise<void> {
    const { bus, group, topic, onCrash } = this.#options;
    this.#subscription = await bus.subscribe(
      { group, topics: [topic] },
      {
        assigned: (generation, partitions) => this.#assigned(generation, partitions),
        records: (generation, records) => this.#records(generation, records),
        crashed: onCrash,
      },
    );
    // The process may have begun to drain meanwhile.
    if (this.#left) await this.#subscription.stop();
    else if (this.#holds.size > 0) this.#pause();
  }

  hold(reason: HoldReason): void {
    if (this.#holds.size === 0) this.#pause();
    this.#holds.add(reason);
  }

  release(reason: HoldReason): void {
    if (!this.#holds.delete(reason) || this.#holds.size > 0) return;
    this.#subscription?.resume(this.#assignment());
  }

  /** Nothing begins any more; what runs may still be settled. */
  close(): void {
    this.hold('draining');
    for (const hold of this.#partitions.values()) hold.owned = false;
  }

  async leave(): Promise<void> {
    this.#left = true;
    this.#commitTimer?.();
    await this.#committing;
    await this.#commit();
    await this.#subscription?.stop();
  }

  #assigned(generation: number, partitions: readonly TopicPartition[]): void {
    const before = this.#partitions;
    this.#generation = generation;
    this.#partitions = new Map();
    const draining = this.#holds.has('draining');
    for (const { partition } of partitions) {
      const kept = before.get(partition);
      before.delete(partition);
      this.#partitions.set(partition, kept ?? { progress: new PartitionProgress(), owned: !draining });
    }
    for (const lost of before.values()) lost.owned = false;
    if (this.#holds.size > 0) this.#pause();
  }

  #records(generation: number, records: readonly IncomingRecord[]): void {
    if (generation !== this.#generation) return;
    for (const record of records) {
      const hold = this.#partitions.get(record.partition);
      if (hold === undefined || !hold.owned) continue;
      if (hold.progress.isVoidAt(record.offset)) hold.progress = new PartitionProgress();
      if (!hold.progress.receive(record.offset)) continue;
      this.#options.accept(new Delivery(record, hold, this.#counted));
    }
  }

  readonly #counted = {
    waiting: (change: 1 | -1): void => {
      this.#waiting += change;
      if (this.#waiting > this.#options.waiting) this.hold('full');
      // Not at once below the limit: a pause for every record would cost more than it saves.
      else if (this.#waiting <= this.#options.waiting / 2 && this.#holds.has('full')) this.release('full');
    },
    settled: (): void => {
      this.#settledSinceCommit++;
      if (this.#settledSinceCommit >= this.#options.commitRecords) this.#commitNow();
      else this.#commitTimer ??= this.#options.clock.after(this.#options.commitMs, () => this.#commitNow());
    },
  };

  #commitNow(): void {
    this.#commitTimer?.();
    this.#commitTimer = undefined;
    if (this.#committing !== undefined) return;
    this.#committing = this.#commit().then(() => {
      this.#committing = undefined;
      // What was settled while that went on, or could not be committed.
      if (this.#uncommitted().length > 0 && !this.#holds.has('draining')) {
        this.#commitTimer ??= this.#options.clock.after(this.#options.commitMs, () => this.#commitNow());
      }
    });
  }

  async #commit(): Promise<void> {
    this.#settledSinceCommit = 0;
    const offsets = this.#uncommitted();
    if (offsets.length === 0 || this.#subscription === undefined) return;
    const { topic, log } = this.#options;
    try {
      await this.#subscription.commit(
        this.#generation,
        offsets.map(({ partition, offset }) => ({ topic, partition, offset })),
      );
      for (const { hold, offset } of offsets) hold.committed(offset);
    } catch (error) {
      log.write('warn', 'offsets could not be committed; tried again', { topic, error: String(error) });
    }
  }

  #uncommitted(): { readonly partition: number; readonly offset: number; readonly hold: PartitionProgress }[] {
    return [...this.#partitions].flatMap(([partition, { progress }]) => {
      const offset = progress.uncommitted;
      return offset === undefined ? [] : [{ partition, offset, hold: progress }];
    });
  }

  #pause(): void {
    this.#subscription?.pause(this.#assignment());
  }

  #assignment(): TopicPartition[] {
    return [...this.#partitions.keys()].map((partition) => ({ topic: this.#options.topic, partition }));
  }
}
