import { parseInstanceKey } from '@skald/contracts';
import type { MessageBus, TopicPartition } from '@skald/ports';
import { bucketCount } from '../topics/topics.js';

/** Which instances are this member's to work on; asked of the workflowId alone. */
export class Ownership {
  /** Partitions of the inbound topics. */
  partitions = 0;
  assignment: readonly TopicPartition[] = [];
  /** Number of assignments so far: changes whenever an instance may have had another owner in between. */
  term = 0;
  #owned: ReadonlySet<number> = new Set();

  constructor(private readonly bus: MessageBus) {}

  get count(): number {
    return this.#owned.size;
  }

  assigned(partitions: readonly TopicPartition[]): void {
    this.assignment = partitions;
    this.term += 1;
    this.#owned = new Set(partitions.map(({ partition }) => partition));
  }

  get owned(): number[] {
    return [...this.#owned];
  }

  partitionOf = (instance: string): number =>
    this.bus.partitionOf(parseInstanceKey(instance).workflowId, this.partitions);

  owns = (instance: string): boolean => this.#owned.has(this.partitionOf(instance));

  get buckets(): number[] {
    const all = Array.from({ length: bucketCount }, (_, bucket) => bucket);
    return all.filter((bucket) => this.#owned.has(bucket % this.partitions));
  }
}
