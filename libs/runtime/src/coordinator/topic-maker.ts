import type { MessageBus } from '@skald/ports';
import type { CoordinatorOptions } from './options.js';
import type { TopicNames } from '../topics/topics.js';
import { commandTopics, coordinatorTopics, requirePartitionCount } from '../topics/topics.js';

/** Creates topics, where that is wished: the coordinator's own at start, others when they are first used. */
export class TopicMaker {
  readonly #partitions: number;
  readonly #wished: boolean;

  constructor(
    private readonly bus: MessageBus,
    private readonly names: TopicNames,
    { partitions = 8, createTopics = true }: Pick<CoordinatorOptions, 'partitions' | 'createTopics'>,
  ) {
    this.#partitions = requirePartitionCount(partitions);
    this.#wished = createTopics;
  }

  async own(): Promise<void> {
    if (this.#wished) await this.bus.createTopics(coordinatorTopics(this.names, this.#partitions));
  }

  ensure = async (topic: string): Promise<void> => {
    if (!this.#wished) return;
    const commands = this.names.commands('');
    const partitions = this.#partitions;
    await this.bus.createTopics(
      topic.startsWith(commands)
        ? commandTopics(this.names, topic.slice(commands.length), partitions)
        : [{ topic, partitions }],
    );
  };
}
