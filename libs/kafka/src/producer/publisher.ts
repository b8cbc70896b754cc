import type { OutgoingRecord, PublishOutcome } from '@skald/ports';
import type { PartitionCounts } from '../topics/partition-counts.js';
import { partitionOfKey } from '@skald/contracts';
import { deliver, unknownTopic, type DeliveryContext } from './delivery.js';
import { encoded, type EncodedRecord } from './encoded-record.js';
import { rounds, type BatchLimits } from './rounds.js';

export interface PublisherContext extends DeliveryContext {
  readonly counts: PartitionCounts;
  readonly limits: BatchLimits;
  /** Where records without a key begin their round, 0 up to 1. */
  readonly random: () => number;
}

interface Call {
  readonly records: readonly OutgoingRecord[];
  readonly resolve: (outcomes: readonly PublishOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

const published: PublishOutcome = { kind: 'published' };
const recordsAtOnce = 20_000;

/**
 * One request after the other, so that records of a key never overtake each other;
 * what is published meanwhile waits and leaves together.
 */
export class Publisher {
  #waiting: Call[] = [];
  #isSending = false;
  #turn: number;

  constructor(private readonly context: PublisherContext) {
    this.#turn = Math.floor(context.random() * 0xffff);
  }

  publish(records: readonly OutgoingRecord[]): Promise<readonly PublishOutcome[]> {
    if (records.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
      if (!this.#isSending) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isSending = true;
    await Promise.resolve(); // what is published in the same breath leaves together
    while (this.#waiting.length > 0) {
      const calls = this.#take();
      const outcomes = calls.map(({ records }) => records.map(() => published));
      try {
        await this.#send(calls, outcomes);
        calls.forEach(({ resolve }, n) => resolve(outcomes[n]!));
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    this.#isSending = false;
  }

  #take(): readonly Call[] {
    let records = 0;
    let calls = 0;
    while (calls < this.#waiting.length && (calls === 0 || records < recordsAtOnce)) {
      records += this.#waiting[calls++]!.records.length;
    }
    return this.#waiting.splice(0, calls);
  }

  async #send(calls: readonly Call[], outcomes: readonly PublishOutcome[][]): Promise<void> {
    const topics = new Set(calls.flatMap(({ records }) => records.map(({ topic }) => topic)));
    const counts = await this.context.counts.of([...topics]);
    const ready: EncodedRecord[] = [];
    calls.forEach(({ records }, call) =>
      records.forEach((record, n) => {
        const refuse = (reason: string) => (outcomes[call]![n] = { kind: 'refused', reason });
        const count = counts.get(record.topic)!;
        if (count === 0) refuse(unknownTopic(record.topic));
        else if (!fits(record.partition, count)) refuse(`topic ${record.topic} has no partition ${record.partition}`);
        else ready.push(encoded(record, (key) => record.partition ?? this.#partition(key, count), refuse));
      }),
    );
    for (const round of rounds(ready, this.context.limits)) await deliver(this.context, round);
  }

  #partition(key: Buffer | null, count: number): number {
    return key === null ? this.#turn++ % count : partitionOfKey(key, count);
  }
}

function fits(partition: number | undefined, count: number): boolean {
  return partition === undefined || (Number.isInteger(partition) && partition >= 0 && partition < count);
}
