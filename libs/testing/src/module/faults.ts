import type { Duration } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import type { Clock, OutgoingRecord, PublishOutcome } from '@skald/ports';
import { StoreUnavailable } from '@skald/ports';

type Send = (records: readonly OutgoingRecord[]) => Promise<readonly PublishOutcome[]>;

type Delivery = { readonly topic: string } & (
  { readonly kind: 'twice' } | { readonly kind: 'late'; readonly ms: number }
);

/** What is to go wrong next, each once. Topics by their beginning: `saga.commands.payments`. */
export class Faults {
  private readonly writes: ('before' | 'after')[] = [];
  private readonly deliveries: Delivery[] = [];

  /** When something late arrives. */
  readonly instants = new Set<number>();

  constructor(private readonly clock: Clock) {}

  /** The next turn's write fails; `after`: it was written all the same, and nobody knows. */
  failNextWrite(when: 'before' | 'after' = 'before'): void {
    this.writes.push(when);
  }

  /** The next record of such a topic arrives twice. */
  duplicateNext(topic: string): void {
    this.deliveries.push({ kind: 'twice', topic });
  }

  /** The next record of such a topic arrives so much later. */
  delayNext(topic: string, by: Duration): void {
    this.deliveries.push({ kind: 'late', topic, ms: milliseconds(by, 'delayNext') });
  }

  /** Still to come. */
  get open(): number {
    return this.writes.length + this.deliveries.length;
  }

  async written<T>(write: () => Promise<T>): Promise<T> {
    const fault = this.writes.shift();
    if (fault === undefined) return write();
    if (fault === 'after') await write();
    throw new StoreUnavailable('a fault of the test');
  }

  async published(records: readonly OutgoingRecord[], send: Send): Promise<readonly PublishOutcome[]> {
    const sent: OutgoingRecord[] = [];
    const places = records.map((record) => {
      const delivery = this.takeDelivery(record.topic);
      if (delivery?.kind === 'late') {
        const at = this.clock.now() + delivery.ms;
        this.instants.add(at);
        this.clock.after(delivery.ms, () => {
          this.instants.delete(at);
          void send([record]);
        });
        return undefined;
      }
      sent.push(record);
      if (delivery?.kind === 'twice') sent.push(record);
      return sent.length - 1;
    });
    const outcomes = await send(sent);
    return places.map((place) => (place === undefined ? { kind: 'published' } : outcomes[place]!));
  }

  private takeDelivery(topic: string): Delivery | undefined {
    const i = this.deliveries.findIndex((delivery) => topic.startsWith(delivery.topic));
    return i < 0 ? undefined : this.deliveries.splice(i, 1)[0];
  }
}
