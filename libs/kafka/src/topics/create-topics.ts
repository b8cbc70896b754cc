import type { Clock, TopicSpecification } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';
import type { DriverAdmin } from '../driver/driver.js';

export interface TopicCreation {
  readonly admin: DriverAdmin;
  readonly clock: Clock;
  /** -1: the broker's default. */
  readonly replicationFactor: number;
}

/** What the broker stores, our client can read, whatever codec a foreign producer has chosen. */
const readable = { 'compression.type': 'uncompressed' };
const pollMs = 50;
const spreadsWithinMs = 10_000;

/** Creates what is missing and waits until it can be used. */
export async function createTopics(
  { admin, clock, replicationFactor }: TopicCreation,
  specifications: readonly TopicSpecification[],
): Promise<readonly string[]> {
  const wanted = new Map(specifications.map((specification) => [specification.topic, specification]));
  const names = [...wanted.keys()];
  const counts = await admin.partitionCounts(names);
  const missing = names.filter((_, n) => counts[n] === 0).map((name) => wanted.get(name)!);
  if (missing.length === 0) return [];
  const created = await admin.createTopics(
    missing.map(({ topic, partitions, config }) => ({
      topic,
      partitions,
      replicationFactor,
      config: { ...readable, ...config },
    })),
  );
  const giveUpAt = clock.now() + spreadsWithinMs;
  const missingNames = missing.map(({ topic }) => topic);
  while ((await admin.partitionCounts(missingNames)).includes(0)) {
    if (clock.now() > giveUpAt) throw new BusUnavailable(`topics ${missingNames.join(', ')} do not appear`);
    await new Promise<void>((resolve) => clock.after(pollMs, resolve));
  }
  return created;
}
