import type { Batch, Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import type { TopicPartition } from '@skald/ports';
import { DriverError } from './driver.error.js';
import type { DriverConsumer, DriverConsumerHandlers, DriverConsumerOptions, PartitionOffset } from './driver.js';
import { kafkajsAssigner } from './kafkajs.assigner.js';
import { translated } from './kafkajs.errors.js';
import { kafkajsClient, metadataMaxAge, type KafkajsOptions } from './kafkajs.options.js';
import { fetchedRecord } from './kafkajs.records.js';
import { whenConnecting, type ConsumerGroupInside } from './kafkajs.repairs.js';

/** While something is paused the next fetch waits no longer than this, so that resuming takes effect soon. */
const pausedWaitMs = 50;

/**
 * One life of a group member on kafkajs.
 *
 * K1 kafkajs never restarts by itself: what it calls a crash ends this life.
 * K2 nothing is thrown into it, and its batch callback returns at once.
 * K3 a batch counts only if it was asked for after the latest join: `joins` is compared with what it was when the fetch began.
 * K4 only `stop` leaves the group: kafkajs would do so at every crash, and others would take over for nothing.
 */
export class KafkajsConsumer implements DriverConsumer {
  readonly #consumer: Consumer;
  readonly #paused = new Map<string, TopicPartition>();
  readonly #askedAt = new WeakMap<object, number>();
  #group: ConsumerGroupInside | undefined;
  #joins = 0;
  #leave: (() => Promise<void>) | undefined;
  #started: Promise<void> = Promise.resolve();
  #over = false;

  constructor(
    private readonly client: KafkajsOptions,
    private readonly options: DriverConsumerOptions,
    private readonly handlers: DriverConsumerHandlers,
  ) {
    this.#consumer = kafkajsClient(client).consumer({
      groupId: options.group,
      partitionAssigners: [
        kafkajsAssigner({
          coAssigned: options.coAssigned,
          claim: options.claim,
          cluster: (cluster) => whenConnecting(cluster, (group) => this.#enter(group)),
        }),
      ],
      sessionTimeout: client.sessionTimeoutMs,
      rebalanceTimeout: client.rebalanceTimeoutMs,
      heartbeatInterval: client.heartbeatIntervalMs,
      maxWaitTimeInMs: client.fetchWaitMs,
      minBytes: 1,
      maxBytesPerPartition: client.fetchBytesPerPartition,
      maxBytes: client.fetchBytes,
      metadataMaxAge,
      allowAutoTopicCreation: false,
      retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(false) }, // K1
    });
    const { GROUP_JOIN, FETCH, CRASH } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, (event) => this.#guarded(() => this.#joined(event)));
    this.#consumer.on(FETCH, () => this.#guarded(() => this.handlers.alive()));
    this.#consumer.on(CRASH, ({ payload }: ConsumerCrashEvent) => this.#end(payload.error));
  }

  start(): void {
    this.#started = this.#run().catch((error: unknown) => this.#end(error));
  }

  async #run(): Promise<void> {
    await this.#consumer.connect();
    if (this.#over) return;
    await this.#consumer.subscribe({ topics: [...this.options.topics], fromBeginning: this.options.fromBeginning });
    if (this.#over) return;
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => {
        this.#guarded(() => this.#batch(payload));
        return Promise.resolve(); // K2
      },
    });
  }

  pause(partitions: readonly TopicPartition[]): void {
    if (this.#group === undefined || this.#over) return;
    for (const one of partitions) this.#paused.set(nameOf(one), one);
    this.#consumer.pause(partitions.map(({ topic, partition }) => ({ topic, partitions: [partition] })));
    this.#setWait();
  }

  resume(partitions: readonly TopicPartition[]): void {
    if (this.#group === undefined || this.#over) return;
    for (const one of partitions) this.#paused.delete(nameOf(one));
    this.#consumer.resume(partitions.map(({ topic, partition }) => ({ topic, partitions: [partition] })));
    this.#setWait();
  }

  /** kafkajs's public commit tries again by itself, and then perhaps in the name of a later generation. */
  async commit(offsets: readonly PartitionOffset[]): Promise<void> {
    const group = this.#group;
    if (group === undefined || this.#over) throw new DriverError('unavailable', 'not a member of the group');
    const topics = new Map<string, { partition: number; offset: string }[]>();
    for (const { topic, partition, offset } of offsets) {
      const partitions = topics.get(topic) ?? [];
      topics.set(topic, partitions);
      partitions.push({ partition, offset: String(offset) });
    }
    try {
      await group.commitOffsets({ topics: [...topics].map(([topic, partitions]) => ({ topic, partitions })) });
    } catch (error) {
      throw translated(error);
    }
  }

  async stop(): Promise<void> {
    this.#over = true;
    const leave = () => this.#leave?.().catch(() => undefined);
    // At once: the partitions go to others now, not when the last fetch has come back.
    await leave();
    // A join that was under way makes it a member once more; nothing can call it back.
    await this.#started;
    await leave();
    await this.#consumer.stop().catch(() => undefined);
    await leave();
    await this.abandon();
  }

  async abandon(): Promise<void> {
    this.#over = true;
    await this.#consumer.disconnect().catch(() => undefined);
  }

  #joined({ payload }: ConsumerGroupJoinEvent): void {
    const group = this.#group;
    if (this.#over || group === undefined) return;
    this.#joins++;
    this.resume([...this.#paused.values()]);
    group.seekOffset.clear(); // of an assignment that is void
    const partitions = Object.entries(payload.memberAssignment).flatMap(([topic, all]) =>
      all.map((partition) => ({ topic, partition })),
    );
    const goOn = this.handlers.joined({
      memberId: payload.memberId,
      generation: group.generationId ?? -1,
      partitions,
    });
    for (const { topic, partition, offset } of goOn) {
      this.#consumer.seek({ topic, partition, offset: String(offset) });
    }
  }

  #enter(group: ConsumerGroupInside): void {
    group.memberId = this.options.memberId ?? null;
    this.#leave = group.leave.bind(group);
    group.leave = () => Promise.resolve(); // K4
    const join = group.joinAndSync.bind(group);
    group.joinAndSync = () => (this.#over ? Promise.resolve() : join());
    const fetch = group.fetch.bind(group);
    group.fetch = async (nodeId) => {
      const askedAt = this.#joins;
      const batches = await fetch(nodeId);
      if (askedAt !== this.#joins) return []; // K3
      for (const batch of batches) this.#askedAt.set(batch, askedAt);
      return batches;
    };
    this.#group = group;
  }

  #batch({ batch, resolveOffset }: EachBatchPayload): void {
    if (this.#over || this.#askedAt.get(batch) !== this.#joins) return; // K3
    if (this.#paused.has(nameOf(batch))) return;
    const last = batch.messages.at(-1);
    if (last === undefined) return;
    resolveOffset(last.offset);
    this.handlers.batch({ topic: batch.topic, partition: batch.partition, records: recordsOf(batch) });
  }

  #setWait(): void {
    if (this.#group === undefined) return;
    this.#group.maxWaitTime = this.#paused.size > 0 ? pausedWaitMs : this.client.fetchWaitMs;
  }

  /** Whatever goes wrong inside ends this life instead of unwinding into kafkajs. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#end(error);
    }
  }

  #end(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    void this.#consumer.disconnect().catch(() => undefined);
    this.handlers.ended(translated(error));
  }
}

function recordsOf(batch: Batch) {
  return batch.messages.map(fetchedRecord);
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
