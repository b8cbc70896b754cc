import type {
  IncomingRecord,
  MessageBus,
  OutgoingRecord,
  Subscription,
  SubscriptionHandlers,
  SubscriptionOptions,
  TopicPartition,
} from '@skald/ports';
import { fresh } from './message-bus-under-test.js';

export interface Assignment {
  readonly generation: number;
  readonly partitions: readonly TopicPartition[];
}

/** A subscriber that remembers what it was told, and can be waited for. */
export class Listener implements SubscriptionHandlers {
  readonly assignments: Assignment[] = [];
  readonly heard: IncomingRecord[] = [];
  readonly crashes: Error[] = [];
  /** Called with each batch after it was remembered. */
  onRecords: (generation: number, records: readonly IncomingRecord[]) => void = () => undefined;
  #waiting: (() => void)[] = [];
  #subscription: Subscription | undefined;

  static async join(bus: MessageBus, topics: readonly string[], options: Partial<SubscriptionOptions> = {}) {
    const listener = new Listener();
    await listener.subscribe(bus, { group: fresh('group'), topics, ...options });
    return listener;
  }

  async subscribe(bus: MessageBus, options: SubscriptionOptions): Promise<void> {
    this.#subscription = await bus.subscribe(options, this);
  }

  get subscription(): Subscription {
    if (this.#subscription === undefined) throw new Error('not subscribed yet');
    return this.#subscription;
  }

  get generation(): number {
    return this.assignments.at(-1)?.generation ?? 0;
  }

  get partitions(): readonly TopicPartition[] {
    return this.assignments.at(-1)?.partitions ?? [];
  }

  get texts(): readonly string[] {
    return this.heard.map(({ value }) => text(value));
  }

  assigned(generation: number, partitions: readonly TopicPartition[]): void {
    this.assignments.push({ generation, partitions });
    this.#wake();
  }

  records(generation: number, records: readonly IncomingRecord[]): void {
    this.heard.push(...records);
    this.onRecords(generation, records);
    this.#wake();
  }

  crashed(error: Error): void {
    this.crashes.push(error);
    this.#wake();
  }

  /** Resolves when it holds, asked again after everything this listener is told. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await this.next();
  }

  /** Resolves at the next thing this listener is told. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async hears(count: number): Promise<readonly string[]> {
    await this.until(() => this.heard.length >= count);
    return this.texts;
  }

  /** Commits behind everything heard so far. */
  async commitAll(): Promise<void> {
    await this.subscription.commit(
      this.generation,
      this.heard.map(({ topic, partition, offset }) => ({ topic, partition, offset: offset + 1 })),
    );
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

export function text(bytes: Uint8Array | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString();
}

export function record(topic: string, value: string, partition = 0): OutgoingRecord {
  return { topic, key: null, value, partition };
}

export function numbered(topic: string, from: number, to: number, partition = 0): readonly OutgoingRecord[] {
  return Array.from({ length: to - from }, (_, n) => record(topic, `${from + n}`, partition));
}

export function numbers(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, n) => `${from + n}`);
}

/** All of these members together have these partitions, each exactly once. */
export function shareExactly(members: readonly Listener[], partitions: number): boolean {
  const all = members.flatMap((member) => member.partitions.map(({ topic, partition }) => `${topic}/${partition}`));
  return all.length === partitions && new Set(all).size === partitions;
}

/** Waits for a state of several members. */
export async function untilAll(members: readonly Listener[], condition: () => boolean): Promise<void> {
  while (!condition()) {
    await Promise.race(members.map((member) => member.next()));
  }
}
