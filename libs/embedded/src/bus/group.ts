import type { Log } from '@skald/ports';
import { type Member, type Membership } from './member.js';
import type { PartitionLog } from './partition-log.js';
import { shareOut } from './share-out.js';

/** What a group needs of the broker it lives in. */
export interface GroupSurroundings {
  readonly log: Log;
  partitionsOf(topic: string): readonly PartitionLog[];
  ready(log: PartitionLog): void;
  /** Members came or went: `rebalance` is called in the next macrotask. */
  changed(group: Group): void;
}

/** Members that share partitions, and what they have committed. It outlives its members. */
export class Group implements Membership {
  readonly #members = new Set<Member>();
  readonly #committed = new Map<PartitionLog, number>();

  constructor(private readonly surroundings: GroupSurroundings) {}

  get log(): Log {
    return this.surroundings.log;
  }

  get isAlive(): boolean {
    return this.#members.size > 0;
  }

  get members(): Iterable<Member> {
    return this.#members;
  }

  join(member: Member): void {
    this.#members.add(member);
    this.surroundings.changed(this);
  }

  left(member: Member): void {
    this.#members.delete(member);
    this.surroundings.changed(this);
  }

  rebalance(): void {
    const members = [...this.#members];
    const topics = new Set(members.flatMap((member) => member.topics));
    const counts = new Map([...topics].map((topic) => [topic, this.surroundings.partitionsOf(topic).length]));
    const coAssigned = members.some((member) => member.coAssigned);
    const shares = shareOut(members, counts, coAssigned);
    const logs = [...shares].map(([member, partitions]) => {
      const mine = partitions.map(({ topic, partition }) => this.surroundings.partitionsOf(topic)[partition]!);
      for (const log of mine) this.#committed.set(log, this.startOf(log)); // from now on the group needs it
      return [member, mine] as const;
    });
    for (const [member, mine] of logs) member.assign(mine);
  }

  startOf(log: PartitionLog): number {
    return Math.max(this.#committed.get(log) ?? 0, log.start);
  }

  /** Undefined: this group has nothing to do with the partition. */
  committedOf(log: PartitionLog): number | undefined {
    return this.#committed.get(log);
  }

  /** As in Kafka a commit may also go back. */
  committed(log: PartitionLog, offset: number): void {
    this.#committed.set(log, offset);
    this.ready(log);
  }

  ready(log: PartitionLog): void {
    this.surroundings.ready(log);
  }
}
