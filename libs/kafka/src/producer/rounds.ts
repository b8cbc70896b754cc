import type { PartitionBatch } from '../driver/driver.js';
import type { EncodedRecord } from './encoded-record.js';

export interface BatchLimits {
  /** What the broker takes of one partition at once (`message.max.bytes`). */
  readonly bytesPerPartition: number;
  readonly bytesPerRequest: number;
  /** The client library's cost grows with the square of it. */
  readonly recordsPerPartition: number;
}

export type EncodedBatch = PartitionBatch<EncodedRecord>;

const batchOverhead = 61;

/**
 * Divides records into requests that are sent one after the other, each partition's records in order.
 * A record that is perhaps too large for the broker goes in a request of its own, so that a refusal concerns nobody else.
 */
export function rounds(records: readonly EncodedRecord[], limits: BatchLimits): readonly (readonly EncodedBatch[])[] {
  const requests: Request[] = [];
  const lastOf = new Map<string, number>();
  for (const record of records) {
    const partition = `${record.at.topic}/${record.at.partition}`;
    const isLarge = batchOverhead + record.bytes > limits.bytesPerPartition;
    let n = Math.max(lastOf.get(partition) ?? 0, isLarge ? requests.length : 0);
    while (!(requests[n] ??= new Request(limits, isLarge)).takes(partition, record)) n++;
    requests[n]!.add(partition, record);
    lastOf.set(partition, n);
  }
  return requests.map((request) => request.batches());
}

class Request {
  readonly #partitions = new Map<string, { bytes: number; records: EncodedRecord[] }>();
  #bytes = 0;

  constructor(
    private readonly limits: BatchLimits,
    private readonly isForOne: boolean,
  ) {}

  takes(partition: string, { bytes }: EncodedRecord): boolean {
    if (this.#partitions.size === 0) return true;
    if (this.isForOne || this.#bytes + bytes > this.limits.bytesPerRequest) return false;
    const known = this.#partitions.get(partition);
    if (known === undefined) return batchOverhead + bytes <= this.limits.bytesPerPartition;
    return (
      known.bytes + bytes <= this.limits.bytesPerPartition && known.records.length < this.limits.recordsPerPartition
    );
  }

  add(partition: string, record: EncodedRecord): void {
    const known = this.#partitions.get(partition) ?? { bytes: batchOverhead, records: [] };
    this.#partitions.set(partition, known);
    known.records.push(record);
    known.bytes += record.bytes;
    this.#bytes += record.bytes;
  }

  batches(): readonly EncodedBatch[] {
    return [...this.#partitions.values()].map(({ records }) => ({ ...records[0]!.at, records }));
  }
}
