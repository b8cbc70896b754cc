import type { Clock } from '@skald/ports';
import type { DriverAdmin } from '../driver/driver.js';

const freshForMs = 60_000;

/** Remembers how many partitions topics have; a topic that was not there is asked for again each time. */
export class PartitionCounts {
  readonly #known = new Map<string, { readonly count: number; readonly at: number }>();

  constructor(
    private readonly admin: DriverAdmin,
    private readonly clock: Clock,
  ) {}

  async of(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const since = this.clock.now() - freshForMs;
    const old = topics.filter((topic) => (this.#known.get(topic)?.at ?? -Infinity) <= since);
    if (old.length > 0) await this.refresh(old);
    return new Map(topics.map((topic) => [topic, this.#known.get(topic)?.count ?? 0]));
  }

  /** Asks the broker now. */
  async refresh(topics: readonly string[]): Promise<readonly number[]> {
    const counts = await this.admin.partitionCounts(topics);
    const at = this.clock.now();
    topics.forEach((topic, n) => {
      const count = counts[n] ?? 0;
      if (count > 0) this.#known.set(topic, { count, at });
      else this.#known.delete(topic);
    });
    return counts;
  }
}
