import type { Log, Subscription, SubscriptionHandlers, SubscriptionOptions, TopicPartition } from '@skald/ports';
import type { PartitionLog } from './partition-log.js';

/** What a member asks of the group it is in; a broadcast is alone. */
export interface Membership {
  readonly log: Log;
  /** Where a partition begins that this member did not have before. */
  startOf(log: PartitionLog): number;
  committed(log: PartitionLog, offset: number): void;
  /** Something can be handed over that could not before. */
  ready(log: PartitionLog): void;
  left(member: Member): void;
}

interface Place {
  readonly log: PartitionLog;
  position: number;
  isPaused: boolean;
}

const recordsAtOnce = 1_000;

/** One subscription of the in-process bus. */
export class Member implements Subscription {
  #places = new Map<PartitionLog, Place>();
  #names = new Map<string, Place>();
  #generation = 0;
  #isStopped = false;

  constructor(
    private readonly membership: Membership,
    private readonly options: SubscriptionOptions,
    private readonly handlers: SubscriptionHandlers,
  ) {}

  get topics(): readonly string[] {
    return this.options.topics;
  }

  get coAssigned(): boolean {
    return this.options.coAssigned ?? false;
  }

  owns(one: TopicPartition): boolean {
    return this.#names.has(nameOf(one));
  }

  /** A new generation: what it had before goes on where it was, all is resumed. */
  assign(logs: readonly PartitionLog[]): void {
    const before = this.#places;
    this.#places = new Map(
      logs.map((log) => {
        const position = before.get(log)?.position ?? this.membership.startOf(log);
        return [log, { log, position, isPaused: false }] as const;
      }),
    );
    this.#names = new Map([...this.#places.values()].map((place) => [nameOf(place.log), place]));
    this.#generation++;
    const partitions = logs.map(({ topic, partition }) => ({ topic, partition }));
    this.#tell('assigned', () => this.handlers.assigned(this.#generation, partitions));
    for (const log of logs) this.membership.ready(log);
  }

  /** Hands over what comes next of a partition; true when there is more. */
  handOver(log: PartitionLog): boolean {
    const place = this.#places.get(log);
    if (place === undefined || place.isPaused || place.position >= log.end) return false;
    const records = log.read(place.position, recordsAtOnce);
    place.position = records.at(-1)!.offset + 1;
    this.#tell('records', () => this.handlers.records(this.#generation, records));
    return place.position < log.end;
  }

  positionOf(log: PartitionLog): number | undefined {
    return this.#places.get(log)?.position;
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) {
      const place = this.#names.get(nameOf(one));
      if (place !== undefined) place.isPaused = true;
    }
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) {
      const place = this.#names.get(nameOf(one));
      if (place === undefined) continue;
      place.isPaused = false;
      this.membership.ready(place.log);
    }
  }

  commit(generation: number, offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void> {
    if (!this.#isStopped && generation === this.#generation) {
      for (const one of offsets) {
        const place = this.#names.get(nameOf(one));
        if (place !== undefined) this.membership.committed(place.log, one.offset);
      }
    }
    return Promise.resolve();
  }

  stop(): Promise<void> {
    if (!this.#isStopped) {
      this.#isStopped = true;
      this.#places.clear();
      this.#names.clear();
      this.membership.left(this);
    }
    return Promise.resolve();
  }

  /** A handler must not throw; one that does is told and changes nothing for the others. */
  #tell(handler: string, call: () => void): void {
    try {
      if (!this.#isStopped) call();
    } catch (error) {
      this.membership.log.write('error', `the subscriber's handler for ${handler} threw`, { error: String(error) });
    }
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
