import type { FetchedRecord, WireRecord } from '@skald/kafka';

export interface LoggedRecord extends FetchedRecord {
  /** From then on every replica has it; what is younger may be cut off with a change of the leader. */
  readonly replicatedAt: number;
}

/** One partition as its leader has it. Offsets begin at 0 and are never used again once they were visible. */
export class PartitionLog {
  readonly records: LoggedRecord[] = [];
  private readonly waiting = new Set<() => void>();

  append(records: readonly WireRecord[], timestamp: number, replicatedAt: number): void {
    for (const { key, value, headers } of records) {
      this.records.push({
        ...{ offset: this.records.length, timestamp, key: copied(key), value: copied(value), replicatedAt },
        headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, Buffer.from(bytes)])),
      });
    }
  }

  get end(): number {
    return this.records.length;
  }

  /** What consumers may see: records that every replica has. */
  from(offset: number, most: number, now: number): readonly FetchedRecord[] {
    const found: FetchedRecord[] = [];
    for (let at = offset; at < this.records.length && found.length < most; at++) {
      const record = this.records[at]!;
      if (record.replicatedAt > now) break;
      found.push(record);
    }
    return found;
  }

  /** Another replica leads: what it did not have is gone. Gives how many records that were. */
  cut(now: number): number {
    const kept = this.records.findIndex(({ replicatedAt }) => replicatedAt > now);
    return kept === -1 ? 0 : this.records.splice(kept).length;
  }

  /** Called once, when there may be something new to see. */
  await(wake: () => void): () => void {
    this.waiting.add(wake);
    return () => this.waiting.delete(wake);
  }

  wake(): void {
    const all = [...this.waiting];
    this.waiting.clear();
    for (const wake of all) wake();
  }
}

/** Nothing here shares memory with a process. */
function copied(bytes: Buffer | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes);
}
