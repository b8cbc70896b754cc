import type { IncomingRecord } from '@skald/ports';

export interface Retention {
  /** Kept of a partition for those who do not listen yet. */
  readonly records: number;
  readonly bytes: number;
}

const compactedFrom = 1_024;

/** The records of one partition that somebody may still ask for. */
export class PartitionLog {
  #records: IncomingRecord[] = [];
  #head = 0;
  #next = 0;
  #bytes = 0;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  /** The offset of the next record. */
  get end(): number {
    return this.#next;
  }

  /** The oldest offset that is still here. */
  get start(): number {
    return this.#next - this.#kept;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(record: Omit<IncomingRecord, 'topic' | 'partition' | 'offset'>): void {
    const { topic, partition } = this;
    const { key, value, headers, timestamp } = record;
    const stored: IncomingRecord = { topic, partition, offset: this.#next++, key, value, headers, timestamp };
    this.#records.push(stored);
    this.#bytes += sizeOf(stored);
  }

  read(from: number, limit: number): readonly IncomingRecord[] {
    const at = this.#head + Math.max(0, from - this.start);
    return this.#records.slice(at, at + limit);
  }

  /** Drops what lies below both offsets, and below `needed` also what is more than the retention. */
  trim(needed: number, wanted: number, retention: Retention): void {
    while (this.#kept > 0 && this.start < needed) {
      if (this.start >= wanted && this.#kept <= retention.records && this.#bytes <= retention.bytes) break;
      this.#bytes -= sizeOf(this.#records[this.#head]!);
      this.#head++;
    }
    if (this.#head < compactedFrom || this.#head * 2 < this.#records.length) return;
    this.#records = this.#records.slice(this.#head);
    this.#head = 0;
  }

  get #kept(): number {
    return this.#records.length - this.#head;
  }
}

/** What an object and its views cost besides their bytes. */
const overhead = 200;

export function sizeOf({ key, value }: Pick<IncomingRecord, 'key' | 'value'>): number {
  return overhead + (key?.length ?? 0) + (value?.length ?? 0);
}
