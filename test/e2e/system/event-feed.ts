import type { EventRecord, SagaEvent } from '@skald/contracts';
import { kafkaBus } from '@skald/kafka';
import { systemClock, systemIds } from '@skald/runtime';
import type { IncomingRecord, MessageBus } from '@skald/ports';

export type EventOf<T extends SagaEvent['type']> = Extract<SagaEvent, { type: T }>;

/** Everything on some topics, from the beginning, with waits for what is to come. */
export class Feed {
  readonly records: IncomingRecord[] = [];
  readonly #waiting = new Set<() => void>();

  take(records: readonly IncomingRecord[]): void {
    this.records.push(...records);
    for (const look of [...this.#waiting]) look();
  }

  until<T>(find: (records: readonly IncomingRecord[]) => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find(this.records);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The turns of an instance, each once. */
  turns(workflowId: string): EventRecord[] {
    const turns = new Map<number, EventRecord>();
    for (const record of this.records) {
      if (record.topic !== 'saga.events' || text(record.key) !== workflowId) continue;
      const turn = JSON.parse(text(record.value)) as EventRecord;
      turns.set(turn.seq, turn);
    }
    return [...turns.values()].sort((a, b) => a.seq - b.seq);
  }

  events(workflowId: string): SagaEvent[] {
    return this.turns(workflowId).flatMap((turn) => turn.events);
  }

  /** Resolves with the first event of an instance that fits. */
  event<T extends SagaEvent['type']>(
    workflowId: string,
    type: T,
    fits: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    return this.until(() =>
      this.events(workflowId).find((e): e is EventOf<T> => e.type === type && fits(e as EventOf<T>)),
    );
  }

  on(topic: string): IncomingRecord[] {
    return this.records.filter((record) => record.topic === topic);
  }
}

export const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString();

/** A client of the broker under test. */
export function testBus(brokers: string): MessageBus {
  return kafkaBus({
    brokers: brokers.split(','),
    clientId: 'e2e',
    log: { write: () => undefined },
    clock: systemClock(),
    ids: systemIds(),
  });
}

export async function follow(bus: MessageBus, topics: readonly string[]): Promise<Feed> {
  const feed = new Feed();
  await bus.subscribe(
    { group: `e2e-${systemIds().uuid()}`, topics },
    { assigned: () => undefined, records: (_generation, records) => feed.take(records), crashed: () => undefined },
  );
  return feed;
}
