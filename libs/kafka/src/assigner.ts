import type { TopicPartition } from '@skald/ports';

export interface AssignableMember {
  readonly memberId: string;
  readonly topics: readonly string[];
  /** What it says it owned, and in which generation of the group. */
  readonly owned: readonly TopicPartition[];
  readonly generation: number;
}

export interface AssignmentQuestion {
  readonly members: readonly AssignableMember[];
  readonly partitionCounts: ReadonlyMap<string, number>;
  /** Partition n of all topics with equally many partitions and equal subscribers goes to one member. */
  readonly coAssigned: boolean;
}

/** What is given away as one: a partition, or the same partition of several topics. */
interface Unit {
  readonly partitions: readonly TopicPartition[];
}

/** Units that the same members may have. */
interface Class {
  readonly eligible: readonly string[];
  readonly units: readonly Unit[];
}

/**
 * Who works on which partition: every partition of every subscribed topic belongs to exactly one member,
 * loads differ by one at most (among members with equal subscriptions), and as few as possible change hands.
 * The answer depends on the question alone, not on the order of its parts.
 */
export function assignPartitions(question: AssignmentQuestion): ReadonlyMap<string, readonly TopicPartition[]> {
  const assignment = new Map<string, TopicPartition[]>();
  for (const memberId of question.members.map(({ memberId }) => memberId).sort()) assignment.set(memberId, []);
  const load = new Map([...assignment.keys()].map((memberId) => [memberId, 0]));
  const owners = previousOwners(question.members);
  for (const { eligible, units } of classes(question)) {
    const taken = shareOut(eligible, units, owners, load);
    taken.forEach((memberId, unit) => {
      assignment.get(memberId)!.push(...unit.partitions);
      load.set(memberId, load.get(memberId)! + 1);
    });
  }
  return assignment;
}

function shareOut(
  eligible: readonly string[],
  units: readonly Unit[],
  owners: ReadonlyMap<string, string>,
  load: ReadonlyMap<string, number>,
): Map<Unit, string> {
  const claimed = new Map<string, Unit[]>(eligible.map((memberId) => [memberId, []]));
  const free: Unit[] = [];
  for (const unit of units) (claimed.get(ownerOf(unit, owners) ?? '') ?? free).push(unit);

  const quotas = fairQuotas(eligible, units.length, claimed, load);
  const taken = new Map<Unit, string>();
  for (const memberId of eligible) {
    const mine = claimed.get(memberId)!;
    const kept = mine.slice(0, quotas.get(memberId));
    for (const unit of kept) taken.set(unit, memberId);
    free.push(...mine.slice(kept.length));
    quotas.set(memberId, quotas.get(memberId)! - kept.length);
  }
  const open = eligible.flatMap((memberId) => Array<string>(quotas.get(memberId)!).fill(memberId));
  free.forEach((unit, n) => taken.set(unit, open[n]!));
  return taken;
}

/** Equal shares; what cannot be divided goes first to those who own most of this, then to those with least of the rest. */
function fairQuotas(
  eligible: readonly string[],
  units: number,
  claimed: ReadonlyMap<string, readonly Unit[]>,
  load: ReadonlyMap<string, number>,
): Map<string, number> {
  const share = Math.floor(units / eligible.length);
  const left = units % eligible.length;
  const byNeed = [...eligible].sort(
    (a, b) => claimed.get(b)!.length - claimed.get(a)!.length || load.get(a)! - load.get(b)! || (a < b ? -1 : 1),
  );
  return new Map(byNeed.map((memberId, n) => [memberId, share + (n < left ? 1 : 0)]));
}

function classes({ members, partitionCounts, coAssigned }: AssignmentQuestion): readonly Class[] {
  const found = new Map<string, { eligible: string[]; units: Map<string, TopicPartition[]> }>();
  const topics = [...new Set(members.flatMap((member) => member.topics))].sort();
  for (const topic of topics) {
    const eligible = members
      .filter((member) => member.topics.includes(topic))
      .map(({ memberId }) => memberId)
      .sort();
    const name = JSON.stringify(eligible);
    const known = found.get(name) ?? { eligible, units: new Map<string, TopicPartition[]>() };
    found.set(name, known);
    const count = partitionCounts.get(topic) ?? 0;
    for (let partition = 0; partition < count; partition++) {
      const unit = coAssigned ? `${count}/${partition}` : `${topic}/${partition}`;
      const together = known.units.get(unit) ?? [];
      known.units.set(unit, together);
      together.push({ topic, partition });
    }
  }
  return [...found.values()].map(({ eligible, units }) => ({
    eligible,
    units: [...units.values()].map((partitions) => ({ partitions })),
  }));
}

/** The newest claim counts: an older one comes from a member that was away. */
function previousOwners(members: readonly AssignableMember[]): ReadonlyMap<string, string> {
  const oldestFirst = [...members].sort((a, b) => a.generation - b.generation || (a.memberId < b.memberId ? 1 : -1));
  const owners = new Map<string, string>();
  for (const { memberId, owned } of oldestFirst) for (const one of owned) owners.set(nameOf(one), memberId);
  return owners;
}

function ownerOf(unit: Unit, owners: ReadonlyMap<string, string>): string | undefined {
  for (const partition of unit.partitions) {
    const owner = owners.get(nameOf(partition));
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
