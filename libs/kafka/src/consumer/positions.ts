import type { TopicPartition } from '@skald/ports';
import type { FetchedBatch, FetchedRecord, PartitionOffset } from '../driver/driver.js';

/** What a fetched batch is to a subscriber. */
export type Continuation =
  | { readonly kind: 'next'; readonly records: readonly FetchedRecord[] }
  /** Of a partition that is not ours. */
  | { readonly kind: 'not-ours' }
  /** Older than what was handed over: the partition's log was emptied or made anew. */
  | { readonly kind: 'went-back' };

/** Unknown until the first batch has come: the broker knows the committed offset. */
type Position = number | undefined;

/**
 * Where the handing over of each partition stands.
 * Offsets may leave gaps (compaction, transactions) but never go back within one assignment.
 */
export class Positions {
  #next = new Map<string, { readonly at: TopicPartition; position: Position }>();

  /** Takes over a new assignment. Partitions that were in the former one keep their positions; returned are those that are known. */
  assign(partitions: readonly TopicPartition[]): readonly PartitionOffset[] {
    const former = this.#next;
    this.#next = new Map(
      partitions.map((at) => [nameOf(at), { at, position: former.get(nameOf(at))?.position }] as const),
    );
    return [...this.#next.values()].flatMap(({ at, position }) =>
      position === undefined ? [] : [{ topic: at.topic, partition: at.partition, offset: position }],
    );
  }

  /** Fixes where a partition goes on. */
  set({ topic, partition, offset }: PartitionOffset): void {
    const at = { topic, partition };
    this.#next.set(nameOf(at), { at, position: offset });
  }

  forget(one: TopicPartition): void {
    this.#next.delete(nameOf(one));
  }

  clear(): void {
    this.#next.clear();
  }

  /** Decides what of a batch is handed over, and moves the position behind it. */
  accept(batch: FetchedBatch): Continuation {
    const known = this.#next.get(nameOf(batch));
    const last = batch.records.at(-1);
    if (known === undefined || last === undefined) return { kind: 'not-ours' };
    const from = known.position ?? 0;
    if (last.offset < from) return { kind: 'went-back' };
    known.position = last.offset + 1;
    const isNew = batch.records[0]!.offset >= from;
    return { kind: 'next', records: isNew ? batch.records : batch.records.filter(({ offset }) => offset >= from) };
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
