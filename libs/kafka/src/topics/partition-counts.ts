import { BusUnavailable, type Clock } from '@skald/ports';
import type { DriverAdmin } from '../driver/driver.js';

const freshForMs = 60_000;

/** Remembers how many partitions topics have; a topic that was not there is asked for again each time. */
export class PartitionCounts {
  readonly #known = new Map<string, { readonly count: number; readonly at: number }>();

  constructor(
    private readonly admin: DriverAdmin,
    private readonly clock: Clock,
  ) {}

  /** @throws BusUnavailable when the broker does not say and it is not known from before. */
  async of(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const since = this.clock.now() - freshForMs;
    const old = topics.filter((topic) => (this.#known.get(topic)?.at ?? -Infinity) <= since);
    if (old.length > 0) await this.refresh(old).catch((error: unknown) => this.#mustBeKnown(old, error));
    return new Map(topics.map((topic) => [topic, this.#known.get(topic)?.count ?? 0]));
  }

  #mustBeKnown(topics: readonly string[], error: unknown): void {
    if (!topics.every((topic) => this.#known.has(topic))) throw error;
  }

  /** Asks the broker now. @throws BusUnavailable */
  async refresh(topics: readonly string[]): Promise<readonly number[]> {
    const counts = await this.admin.partitionCounts(topics).catch((error: unknown) => {
      throw new BusUnavailable(`partition counts: ${(error as Error).message}`, { cause: error });
    });
    const at = this.clock.now();
    topics.forEach((topic, n) => {
      const count = counts[n] ?? 0;
      if (count > 0) this.#known.set(topic, { count, at });
      else this.#known.delete(topic);
    });
    return counts;
  }
}
