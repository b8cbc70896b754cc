import { BusUnavailable, type Clock, type TopicPartition } from '@skald/ports';
import { DriverError } from '../driver/driver.error.js';
import type { DriverProducer } from '../driver/driver.js';
import type { EncodedBatch } from './rounds.js';

export interface DeliveryContext {
  readonly producer: DriverProducer;
  readonly clock: Clock;
  /** How long sending is tried again before the caller is told that the bus is not available. */
  readonly publishTimeoutMs: number;
  /** Which of these topics exist, asked afresh. */
  readonly existing: (topics: readonly string[]) => Promise<ReadonlySet<string>>;
}

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/**
 * Sends one request until every record of it is acknowledged or refused.
 * @throws BusUnavailable when that takes too long.
 */
export async function deliver(context: DeliveryContext, batches: readonly EncodedBatch[]): Promise<void> {
  const { clock, publishTimeoutMs } = context;
  const giveUpAt = clock.now() + publishTimeoutMs;
  let left = batches;
  for (let pauseMs = firstPauseMs; left.length > 0; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const attempt = await tried(context, left);
    switch (attempt.kind) {
      case 'sent':
        left = attempt.left;
        break;
      case 'refused':
        return isolate(context, left, attempt.reason);
      case 'unknown-topic':
        left = await withExistingTopics(context, left);
        break;
      case 'failed':
        break;
    }
    if (left.length === 0) return;
    if (clock.now() + pauseMs > giveUpAt) {
      throw new BusUnavailable('it is not known what arrived', {
        cause: 'error' in attempt ? attempt.error : undefined,
      });
    }
    await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
  }
}

type Attempt =
  | { readonly kind: 'sent'; readonly left: readonly EncodedBatch[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown-topic' | 'failed'; readonly error: unknown };

async function tried({ producer }: DeliveryContext, batches: readonly EncodedBatch[]): Promise<Attempt> {
  try {
    const arrived = new Set((await producer.produce(batches)).map(nameOf));
    return { kind: 'sent', left: batches.filter((batch) => !arrived.has(nameOf(batch))) };
  } catch (error) {
    if (!(error instanceof DriverError)) return { kind: 'failed', error };
    if (error.kind === 'refused') return { kind: 'refused', reason: error.message };
    return { kind: error.kind === 'unknown-topic' ? 'unknown-topic' : 'failed', error };
  }
}

/**
 * Finds the refused record. The broker takes a partition's batch as a whole or not at all, so only the step from
 * several partitions to one sends something twice.
 */
async function isolate(context: DeliveryContext, batches: readonly EncodedBatch[], reason: string): Promise<void> {
  const [first] = batches;
  if (first === undefined) return;
  if (batches.length > 1) {
    for (const batch of batches) await deliver(context, [batch]);
  } else if (first.records.length > 1) {
    const middle = Math.ceil(first.records.length / 2);
    await deliver(context, [{ ...first, records: first.records.slice(0, middle) }]);
    await deliver(context, [{ ...first, records: first.records.slice(middle) }]);
  } else {
    first.records[0]!.refuse(reason);
  }
}

async function withExistingTopics(
  context: DeliveryContext,
  batches: readonly EncodedBatch[],
): Promise<readonly EncodedBatch[]> {
  const topics = await context.existing([...new Set(batches.map(({ topic }) => topic))]);
  const left: EncodedBatch[] = [];
  for (const batch of batches) {
    if (topics.has(batch.topic)) left.push(batch);
    else for (const record of batch.records) record.refuse(unknownTopic(batch.topic));
  }
  return left;
}

export function unknownTopic(topic: string): string {
  return `topic ${topic} does not exist`;
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
