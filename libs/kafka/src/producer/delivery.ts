import { BusUnavailable, type Clock, type TopicPartition } from '@skald/ports';
import { DriverError } from '../driver/driver.error.js';
import type { BatchAnswer, DriverProducer } from '../driver/driver.js';
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
 * Sends one request until every record of it is taken or refused; only what was not taken is sent again.
 * @throws BusUnavailable when that takes too long.
 */
export async function deliver(context: DeliveryContext, batches: readonly EncodedBatch[]): Promise<void> {
  const { clock, publishTimeoutMs } = context;
  const giveUpAt = clock.now() + publishTimeoutMs;
  let left = batches;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { unsent, refused, nowhere, error } = await tried(context, left);
    for (const batch of refused) await isolate(context, batch);
    left = [...unsent, ...(await withExistingTopics(context, nowhere))];
    if (left.length === 0) return;
    if (clock.now() + pauseMs > giveUpAt) throw new BusUnavailable('it is not known what arrived', { cause: error });
    await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
  }
}

interface Refusal {
  readonly batch: EncodedBatch;
  readonly reason: string;
}

/** What is to be done after a try; what is in none of the lists was taken. */
interface Attempt {
  readonly unsent: readonly EncodedBatch[];
  readonly refused: readonly Refusal[];
  readonly nowhere: readonly EncodedBatch[];
  readonly error?: unknown;
}

async function tried({ producer }: DeliveryContext, batches: readonly EncodedBatch[]): Promise<Attempt> {
  let answers: ReadonlyMap<string, BatchAnswer>;
  try {
    answers = new Map((await producer.produce(batches)).map((answer) => [nameOf(answer), answer]));
  } catch (error) {
    if (!(error instanceof DriverError)) return { unsent: batches, refused: [], nowhere: [], error };
    const everyAnswer = (batch: EncodedBatch): [string, BatchAnswer] => [nameOf(batch), { ...batch, error }];
    answers = new Map(batches.map(everyAnswer));
  }
  const unsent: EncodedBatch[] = [];
  const refused: Refusal[] = [];
  const nowhere: EncodedBatch[] = [];
  let error: DriverError | undefined;
  for (const batch of batches) {
    const answer = answers.get(nameOf(batch));
    if (answer !== undefined && answer.error === undefined) continue;
    error = answer?.error ?? error;
    if (answer?.error?.kind === 'refused') refused.push({ batch, reason: answer.error.message });
    else if (answer?.error?.kind === 'unknown-topic') nowhere.push(batch);
    else unsent.push(batch);
  }
  return { unsent, refused, nowhere, error };
}

/** Finds the refused record: the broker takes a batch as a whole or not at all, so nothing is sent twice by halving it. */
async function isolate(context: DeliveryContext, { batch, reason }: Refusal): Promise<void> {
  const { records } = batch;
  if (records.length === 1) return records[0]!.refuse(reason);
  const middle = Math.ceil(records.length / 2);
  await deliver(context, [{ ...batch, records: records.slice(0, middle) }]);
  await deliver(context, [{ ...batch, records: records.slice(middle) }]);
}

async function withExistingTopics(
  context: DeliveryContext,
  batches: readonly EncodedBatch[],
): Promise<readonly EncodedBatch[]> {
  if (batches.length === 0) return batches;
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
