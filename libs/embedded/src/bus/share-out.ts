import type { TopicPartition } from '@skald/ports';

export interface Sharer {
  readonly topics: readonly string[];
  owns(one: TopicPartition): boolean;
}

/**
 * Divides the partitions of a group among its members, in the order in which they came: each partition to one of those
 * who subscribed to its topic, evenly, partition n of topics with equally many partitions together where that is wanted.
 * Who has something keeps it as long as it is not more than the others have.
 */
export function shareOut<M extends Sharer>(
  members: readonly M[],
  partitionCounts: ReadonlyMap<string, number>,
  coAssigned: boolean,
): ReadonlyMap<M, readonly TopicPartition[]> {
  const shares = new Map<M, TopicPartition[]>(members.map((member) => [member, []]));
  const load = new Map<M, number>(members.map((member) => [member, 0]));
  for (const { eligible, units } of classes(members, partitionCounts, coAssigned)) {
    const most = Math.ceil(units.length / eligible.length);
    let withMost = units.length - (most - 1) * eligible.length;
    const taken = new Map<M, number>(eligible.map((member) => [member, 0]));
    const give = (member: M, unit: readonly TopicPartition[]): void => {
      const now = taken.get(member)! + 1;
      taken.set(member, now);
      if (now === most) withMost--;
      load.set(member, load.get(member)! + 1);
      shares.get(member)!.push(...unit);
    };
    const hasRoom = (member: M): boolean => taken.get(member)! < most - (withMost > 0 ? 0 : 1);
    const free = units.filter((unit) => {
      const owner = eligible.find((member) => unit.some((one) => member.owns(one)));
      if (owner === undefined || !hasRoom(owner)) return true;
      give(owner, unit);
      return false;
    });
    for (const unit of free) {
      const open = eligible.filter(hasRoom);
      give(
        open.reduce((least, member) => (load.get(member)! < load.get(least)! ? member : least)),
        unit,
      );
    }
  }
  return shares;
}

interface Class<M> {
  readonly eligible: readonly M[];
  readonly units: readonly (readonly TopicPartition[])[];
}

function classes<M extends Sharer>(
  members: readonly M[],
  partitionCounts: ReadonlyMap<string, number>,
  coAssigned: boolean,
): readonly Class<M>[] {
  const found = new Map<string, { eligible: M[]; units: Map<string, TopicPartition[]> }>();
  for (const [topic, count] of [...partitionCounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const eligible = members.filter((member) => member.topics.includes(topic));
    if (eligible.length === 0) continue;
    const name = eligible.map((member) => members.indexOf(member)).join();
    const known = found.get(name) ?? { eligible, units: new Map<string, TopicPartition[]>() };
    found.set(name, known);
    for (let partition = 0; partition < count; partition++) {
      const unit = coAssigned ? `${count}/${partition}` : `${topic}/${partition}`;
      const together = known.units.get(unit) ?? [];
      known.units.set(unit, together);
      together.push({ topic, partition });
    }
  }
  return [...found.values()].map(({ eligible, units }) => ({ eligible, units: [...units.values()] }));
}
