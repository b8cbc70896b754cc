import type { Clock, Ids, Log, MessageBus, OutgoingRecord, PublishOutcome } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';
import { Batch } from '../batch/batch.js';
import { isDefect } from '../batch/is-defect.js';

export interface PublisherOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Makes sure that a topic exists before the first record goes there. */
  readonly ensureTopic: (topic: string) => Promise<void>;
  readonly onAvailability: (error: unknown) => void;
}

/** What of a group of records the broker would not take; none: all are acknowledged. */
export type Published = readonly { readonly record: OutgoingRecord; readonly reason: string }[];

/** Records of one tick leave together; those that the broker will never take are found and told. */
export class Publisher {
  readonly #batch: Batch<readonly OutgoingRecord[], Published>;
  readonly #known = new Set<string>();

  constructor(private readonly options: PublisherOptions) {
    const { clock, ids, onAvailability } = options;
    this.#batch = new Batch({ clock, ids, onAvailability, permanent: isDefect, send: (groups) => this.#send(groups) });
  }

  /** Resolves when every record is acknowledged or refused for good; tries for ever while the bus is away. */
  publish(records: readonly OutgoingRecord[]): Promise<Published> {
    return records.length === 0 ? Promise.resolve([]) : this.#batch.add(records);
  }

  /** Too large for the dead letters with their headers: what can be kept is where it stood and why. */
  async keepRests(refused: Published): Promise<void> {
    const rests = refused
      .filter(({ record }) => record.topic.endsWith('.dlq'))
      .map(({ record, reason }) => ({
        ...record,
        value: null,
        headers: { ...record.headers, skald_dlq_refused: reason.slice(0, 1_024) },
      }));
    await this.publish(rests);
  }

  close(): void {
    this.#batch.close();
  }

  /** A topic that can never be made holds up nobody: the broker refuses its records, and those only. */
  async #ensure(topic: string): Promise<void> {
    try {
      await this.options.ensureTopic(topic);
    } catch (error) {
      if (error instanceof BusUnavailable) throw error;
      this.options.log.write('error', 'a topic cannot be made', { topic, error: String(error) });
    }
  }

  async #send(groups: readonly (readonly OutgoingRecord[])[]): Promise<Published[]> {
    const records = groups.flat();
    for (const { topic } of records) {
      if (this.#known.has(topic)) continue;
      await this.#ensure(topic);
      this.#known.add(topic);
    }
    const outcomes = await this.options.bus.publish(records);
    let next = 0;
    return groups.map((group) => {
      const refused = group.flatMap((record) => refusal(record, outcomes[next++]!));
      for (const { record, reason } of refused) {
        this.#known.delete(record.topic);
        this.options.log.write('error', 'the broker refused a record', {
          topic: record.topic,
          key: record.key,
          reason,
        });
      }
      return refused;
    });
  }
}

function refusal(record: OutgoingRecord, outcome: PublishOutcome): { record: OutgoingRecord; reason: string }[] {
  return outcome.kind === 'refused' ? [{ record, reason: outcome.reason }] : [];
}

export function whyRefused(refused: Published): string | undefined {
  const first = refused[0];
  return first === undefined ? undefined : `${first.record.topic}: ${first.reason}`;
}
