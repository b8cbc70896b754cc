import type { TopicSpecification } from '@skald/ports';
import type { TopicNames } from '@skald/runtime';
import { commandTopics, coordinatorTopics } from '@skald/runtime';
import type { LoadedSagas } from './load-sagas.js';

/** Every topic that these sagas need. Queues that depend on an activity's input are named beside them. */
export function allTopics(
  names: TopicNames,
  partitions: number,
  { activities, domainEvents }: LoadedSagas,
  queues: readonly string[] = [],
): readonly TopicSpecification[] {
  const fixed = activities.flatMap(({ queue }) => queue ?? []);
  return [
    ...coordinatorTopics(names, partitions),
    ...[...new Set([...fixed, ...queues])].flatMap((queue) => commandTopics(names, queue, partitions)),
    ...domainEvents.map(({ topic }) => ({ topic, partitions })),
  ];
}
