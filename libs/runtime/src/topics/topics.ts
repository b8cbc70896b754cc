import type { MessageBus, TopicSpecification } from '@skald/ports';
import { TopicsMissing } from './topics-missing.error.js';

export interface TopicNames {
  readonly requests: string;
  readonly results: string;
  readonly events: string;
  readonly replies: string;
  commands(queue: string): string;
}

/** `prefix`: by default `saga.`. */
export function topicNames(prefix = 'saga.'): TopicNames {
  return {
    requests: `${prefix}requests`,
    results: `${prefix}results`,
    events: `${prefix}events`,
    replies: `${prefix}replies`,
    commands: (queue) => `${prefix}commands.${queue}`,
  };
}

/** Where none but Skald's processes write: its topics, and the dead letters of them. */
export function isOwnTopic({ requests, results, events, replies, commands }: TopicNames, topic: string): boolean {
  const live = topic.replace(/\.dlq$/, '');
  return [requests, results, events, replies].includes(live) || live.startsWith(commands(''));
}

/** @throws TypeError where somebody else would write into a topic of Skald's own. */
export function requireForeign(names: TopicNames, topic: string, what: string): void {
  if (isOwnTopic(names, topic)) throw new TypeError(`${what}: ${topic} is a topic of Skald's own; use another one`);
}

/** Murmur2 of a workflowId modulo this is its bucket, so that a partition is a set of buckets. */
export const bucketCount = 512;

/** @throws Error naming what is wrong with the count and what to do. */
export function requirePartitionCount(partitions: number): number {
  if (Number.isInteger(partitions) && partitions >= 1 && partitions <= bucketCount && bucketCount % partitions === 0) {
    return partitions;
  }
  throw new Error(`${partitions} partitions: use a power of two from 1 to ${bucketCount}`);
}

/** The topics of a coordinator, with the dead letters of each. Command topics come when a queue is first used. */
export function coordinatorTopics(names: TopicNames, partitions: number): TopicSpecification[] {
  return [names.requests, names.results, names.events, names.replies].flatMap((topic) =>
    withDeadLetters(topic, partitions),
  );
}

export function commandTopics(names: TopicNames, queue: string, partitions: number): TopicSpecification[] {
  return withDeadLetters(names.commands(queue), partitions);
}

function withDeadLetters(topic: string, partitions: number): TopicSpecification[] {
  return [
    { topic, partitions },
    { topic: `${topic}.dlq`, partitions: 1 },
  ];
}

/**
 * Partitions of the two inbound topics, which must agree: one coordinator owns an instance.
 * @throws TopicsMissing while they are not there; Error when they do not agree: both name the topics and what to do.
 */
export async function inboundPartitions(bus: MessageBus, names: TopicNames): Promise<number> {
  const [requests = 0, results = 0] = await bus.partitionCounts([names.requests, names.results]);
  if (requests === 0 || results === 0) {
    const missing = [requests === 0 ? names.requests : [], results === 0 ? names.results : []].flat().join(' and ');
    throw new TopicsMissing(`${missing} not there: run "npm run topics", or leave SKALD_CREATE_TOPICS on`);
  }
  if (requests !== results) {
    throw new Error(
      `${names.requests} has ${requests} partitions and ${names.results} ${results}: they must be equal, so that one coordinator owns an instance`,
    );
  }
  return requirePartitionCount(requests);
}
