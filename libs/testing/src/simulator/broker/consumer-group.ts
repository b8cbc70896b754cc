import type { AssignableMember, Claim, PartitionOffset } from '@skald/kafka';
import { assignPartitions, DriverError } from '@skald/kafka';
import type { Cancel, TopicPartition } from '@skald/ports';
import type { Kernel } from '../kernel/kernel.js';
import type { Outcome } from '../process/simulated-process.js';

export interface JoinAsk {
  readonly memberId: string | undefined;
  readonly topics: readonly string[];
  readonly coAssigned: boolean;
  readonly claim: Claim;
}

export interface Joined {
  readonly memberId: string;
  readonly generation: number;
  readonly partitions: readonly TopicPartition[];
}

type Answer = (outcome: Outcome<Joined>) => void;

interface Member {
  readonly ask: JoinAsk;
  /** Its join that waits for the others. */
  readonly answer?: Answer;
  readonly expires: Cancel;
}

export interface GroupTimes {
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
}

/** A consumer group at its coordinator: members, generations, committed offsets. */
export class ConsumerGroup {
  readonly committed = new Map<string, PartitionOffset>();
  private readonly members = new Map<string, Member>();
  private generation = 0;
  private isJoining = false;
  private cancelDeadline: Cancel = () => undefined;
  private names = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly name: string,
    private readonly times: GroupTimes,
    private readonly partitionsOf: (topic: string) => number,
    private readonly onRebalance: () => void,
  ) {}

  get size(): number {
    return this.members.size;
  }

  /** Answers when every member has joined, or its time is over. */
  join(ask: JoinAsk, answer: Answer): void {
    const missing = ask.topics.find((topic) => this.partitionsOf(topic) === 0);
    if (missing !== undefined) return answer(failed('unknown-topic', `UNKNOWN_TOPIC_OR_PARTITION ${missing}`));
    if (ask.memberId !== undefined && !this.members.has(ask.memberId)) return answer(unknownMember);
    const memberId = ask.memberId ?? `${this.name}-${++this.names}`;
    this.members.get(memberId)?.expires();
    this.members.set(memberId, { ask, answer, expires: this.expiry(memberId) });
    this.rebalance();
    this.completeIfAll();
  }

  /** @throws DriverError of kind stale */
  heartbeat(memberId: string, generation: number): void {
    this.check(memberId, generation);
    const member = this.members.get(memberId)!;
    member.expires();
    this.members.set(memberId, { ...member, expires: this.expiry(memberId) });
    if (this.isJoining) throw new DriverError('stale', 'REBALANCE_IN_PROGRESS');
  }

  /** @throws DriverError of kind stale */
  commit(memberId: string, generation: number, offsets: readonly PartitionOffset[]): void {
    this.check(memberId, generation);
    for (const one of offsets) this.committed.set(`${one.topic}/${one.partition}`, one);
  }

  leave(memberId: string): void {
    this.members.get(memberId)?.expires();
    if (!this.members.delete(memberId)) return;
    this.rebalance();
    this.completeIfAll();
  }

  /** Everybody is to join again. */
  rebalance(): void {
    if (this.isJoining || this.members.size === 0) return;
    this.isJoining = true;
    this.onRebalance();
    this.cancelDeadline = this.kernel.after(this.times.rebalanceTimeoutMs, `${this.name} deadline`, () => {
      for (const [memberId, member] of [...this.members]) if (member.answer === undefined) this.remove(memberId);
      this.completeIfAll();
    });
  }

  /** The coordinator of the group is away: whoever waits is told. */
  interrupt(): void {
    for (const [memberId, { answer, ...member }] of [...this.members]) {
      if (answer === undefined) continue;
      this.members.set(memberId, member);
      answer(failed('unavailable', 'COORDINATOR_NOT_AVAILABLE'));
    }
  }

  private check(memberId: string, generation: number): void {
    if (!this.members.has(memberId)) throw new DriverError('stale', 'UNKNOWN_MEMBER_ID');
    if (generation !== this.generation) throw new DriverError('stale', 'ILLEGAL_GENERATION');
  }

  private expiry(memberId: string): Cancel {
    return this.kernel.after(this.times.sessionTimeoutMs, `${memberId} session`, () => {
      // Who waits for the others is there, as long as its connection is.
      const { answer } = this.members.get(memberId)!;
      this.remove(memberId);
      answer?.(unknownMember);
      this.rebalance();
      this.completeIfAll();
    });
  }

  private remove(memberId: string): void {
    this.members.get(memberId)?.expires();
    this.members.delete(memberId);
  }

  private completeIfAll(): void {
    const joined = [...this.members.values()].every(({ answer }) => answer !== undefined);
    if (!this.isJoining || !joined) return;
    this.cancelDeadline();
    this.isJoining = false;
    this.generation++;
    const assignment = this.assignment();
    for (const [memberId, { answer, ...member }] of [...this.members]) {
      this.members.set(memberId, member);
      const partitions = assignment.get(memberId) ?? [];
      answer!({ done: true, value: { memberId, generation: this.generation, partitions } });
    }
  }

  private assignment(): ReadonlyMap<string, readonly TopicPartition[]> {
    const members = [...this.members].map(([memberId, { ask }]): AssignableMember => ({
      ...{ memberId, topics: ask.topics },
      ...{ owned: ask.claim.partitions, generation: ask.claim.generation },
    }));
    const topics = new Set(members.flatMap((member) => member.topics));
    const partitionCounts = new Map([...topics].map((topic) => [topic, this.partitionsOf(topic)]));
    const coAssigned = [...this.members.values()].some(({ ask }) => ask.coAssigned);
    return assignPartitions({ members, partitionCounts, coAssigned });
  }
}

const unknownMember = failed('stale', 'UNKNOWN_MEMBER_ID');

function failed(kind: DriverError['kind'], message: string): Outcome<never> {
  return { done: false, error: new DriverError(kind, message) };
}
