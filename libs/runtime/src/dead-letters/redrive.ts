import type { Clock, Ids, IncomingRecord, MessageBus } from '@skald/ports';

import { reasonOf, revived } from '../messages/dead-letter.js';
import { TopicsMissing } from '../topics/topics-missing.error.js';

/** So long nothing came: there is no more. */
const quietMs = 5_000;
/** On what was sent again, also when it comes back as a dead letter: by whom. */
const mark = 'skald_redrive';

export interface RedriveOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where the records had come; their dead letters are on `<topic>.dlq`. */
  readonly topic: string;
  /** The reason whose cause is mended, as `CORRUPT_HISTORY`. */
  readonly reason: string;
}

export interface SentAgain {
  readonly sent: number;
  /** Dead letters that stay, by their reasons: those of others, and those whose content was not kept. */
  readonly left: ReadonlyMap<string, number>;
}

/**
 * Sends the dead letters of one reason again, as they had come. Each is sent once, over all calls: every reason has a place
 * of its own in the topic, in the consumer group `skald-redrive.<topic>.<reason>`. What comes back meanwhile is for the
 * next call.
 * @throws TopicsMissing · BusUnavailable · Error when the bus refuses a record; it and those after it stay.
 */
export async function redrive({ bus, clock, ids, topic, reason }: RedriveOptions): Promise<SentAgain> {
  const letters = `${topic}.dlq`;
  const [partitions = 0] = await bus.partitionCounts([letters]);
  if (partitions === 0) throw new TopicsMissing(`${letters} is not there: no record of ${topic} was a dead letter`);
  const run = ids.uuid();
  const left = new Map<string, number>();
  const over = new Set<number>();
  let sent = 0;
  let working: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  let end = (_failure?: Error): void => undefined;
  const ended = new Promise<Error | undefined>((resolve) => (end = resolve));
  const wait = (): void => {
    cancel();
    cancel = clock.after(quietMs, () => end());
  };

  const take = async (generation: number, record: IncomingRecord): Promise<void> => {
    if (over.has(record.partition)) return;
    if (Buffer.from(record.headers[mark] ?? []).toString() === run) {
      over.add(record.partition);
      if (over.size === partitions) end();
      return;
    }
    const why = reasonOf(record);
    const again = why === reason ? revived(record, topic) : undefined;
    if (again === undefined) left.set(why, (left.get(why) ?? 0) + 1);
    else {
      const [outcome] = await bus.publish([{ ...again, headers: { ...again.headers, [mark]: run } }]);
      if (outcome?.kind !== 'published') throw new Error(`${topic} does not take a record: ${outcome?.reason}`);
      sent += 1;
    }
    const { partition, offset } = record;
    await (await subscribed).commit(generation, [{ topic: letters, partition, offset: offset + 1 }]);
  };

  const work = async (generation: number, records: readonly IncomingRecord[]): Promise<void> => {
    for (const record of records) await take(generation, record);
    wait();
  };

  const subscribed = bus.subscribe(
    { group: `skald-redrive.${topic}.${reason}`, topics: [letters] },
    {
      assigned: wait,
      records: (generation, records) => {
        cancel();
        working = working.then(() => work(generation, records)).catch((error: unknown) => end(error as Error));
      },
      crashed: end,
    },
  );
  const subscription = await subscribed;
  const failure = await ended;
  cancel();
  await subscription.stop();
  if (failure !== undefined) throw failure;
  return { sent, left };
}
