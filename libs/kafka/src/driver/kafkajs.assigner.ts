import kafkajs, { type Assigner, type Cluster, type GroupMember, type PartitionAssigner } from 'kafkajs';
import type { TopicPartition } from '@skald/ports';
import { assignPartitions, type AssignableMember } from '../assigner.js';
import type { Claim } from './driver.js';

interface AssignerOptions {
  readonly coAssigned: boolean;
  /** Asked at each join. */
  readonly claim: () => Claim;
  /** Told once which cluster object this consumer works on. */
  readonly cluster: (cluster: Cluster) => void;
}

type PartitionsByTopic = Record<string, number[]>;

const version = 1;

/** Brings our assignment into kafkajs; what a member owned travels in its user data. */
export function kafkajsAssigner(options: AssignerOptions): PartitionAssigner {
  const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;
  return ({ cluster }): Assigner => {
    options.cluster(cluster);
    const name = options.coAssigned ? 'skald-together' : 'skald-apart';
    return {
      name,
      version,
      protocol: ({ topics }) => ({
        name,
        metadata: MemberMetadata.encode({ version, topics, userData: encodeClaim(options.claim()) }),
      }),
      async assign({ members }) {
        const read = members.map(readMember);
        const topics = [...new Set(read.flatMap((member) => member.topics))];
        const partitionCounts = await countPartitions(cluster, topics);
        const assignment = assignPartitions({ members: read, partitionCounts, coAssigned: options.coAssigned });
        return [...assignment].map(([memberId, partitions]) => ({
          memberId,
          memberAssignment: MemberAssignment.encode({
            version,
            assignment: byTopic(partitions),
            userData: Buffer.alloc(0),
          }),
        }));
      },
    };
  };
}

function readMember({ memberId, memberMetadata }: GroupMember): AssignableMember {
  const read = kafkajs.AssignerProtocol.MemberMetadata.decode(memberMetadata);
  return { memberId, topics: read?.topics ?? [], ...decodeClaim(read?.userData) };
}

async function countPartitions(cluster: Cluster, topics: readonly string[]): Promise<Map<string, number>> {
  const count = (topic: string) => cluster.findTopicPartitionMetadata(topic).length;
  const unknown = topics.filter((topic) => count(topic) === 0);
  // Another member's topic, perhaps not there yet: it joins again when it is.
  if (unknown.length > 0) await cluster.addMultipleTargetTopics(unknown).catch(() => undefined);
  return new Map(topics.map((topic) => [topic, count(topic)]));
}

function encodeClaim({ generation, partitions }: Claim): Buffer {
  return Buffer.from(JSON.stringify({ generation, owned: byTopic(partitions) }));
}

/** A claim that cannot be read is none: it only costs a move. */
function decodeClaim(userData: Buffer | undefined): Pick<AssignableMember, 'generation' | 'owned'> {
  try {
    const claim = JSON.parse(userData?.toString() ?? '') as { generation: number; owned: PartitionsByTopic };
    const owned = Object.entries(claim.owned).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    return { generation: Number(claim.generation), owned };
  } catch {
    return { generation: -1, owned: [] };
  }
}

function byTopic(partitions: readonly TopicPartition[]): PartitionsByTopic {
  const topics: PartitionsByTopic = {};
  for (const { topic, partition } of partitions) (topics[topic] ??= []).push(partition);
  return topics;
}
