import type { IncomingRecord, MessageBus } from '@skald/ports';
import { topicNames } from '@skald/runtime';
import { text, testBus } from '../../e2e/system/event-feed.ts';
import { queues } from '../house/house.ts';
import type { Random } from '@skald/testing/simulator';

const names = topicNames('saga.');
const kept = 300;

/** The latest requests, results and commands, as somebody read them who may publish them again. */
export class Passed {
  readonly #bus: MessageBus;
  readonly #latest: IncomingRecord[] = [];

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async open(brokers: string): Promise<Passed> {
    const passed = new Passed(testBus(brokers));
    await passed.#bus.subscribe(
      { group: 'chaos-passed', topics: [names.requests, names.results, ...queues.map(names.commands)] },
      {
        assigned: () => undefined,
        crashed: () => undefined,
        records: (_, records) => {
          passed.#latest.push(...records);
          passed.#latest.splice(0, passed.#latest.length - kept);
        },
      },
    );
    return passed;
  }

  pick(random: Random, count: number): readonly IncomingRecord[] {
    if (this.#latest.length === 0) return [];
    return Array.from({ length: count }, () => random.pick(this.#latest));
  }

  async publish(records: readonly IncomingRecord[]): Promise<void> {
    await this.#bus.publish(
      records.map(({ topic, key, value, headers }) => ({
        ...{ topic, key: key === null ? null : text(key), value, headers },
      })),
    );
  }

  close(): Promise<void> {
    return this.#bus.close();
  }
}
