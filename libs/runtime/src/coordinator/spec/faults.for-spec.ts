import type { EncodedTurn, Journal, MessageBus, OutgoingRecord } from '@skald/ports';
import { BusUnavailable, StoreUnavailable } from '@skald/ports';

/** A journal that fails as it is told, before or after it has written. */
export class FaultyJournal implements Journal {
  failBefore = 0;
  failAfter = 0;
  /** Never answers again: the process is as good as killed. */
  hang = false;
  readonly appended: EncodedTurn[] = [];

  constructor(private readonly journal: Journal) {}

  async append(turns: readonly EncodedTurn[]) {
    if (this.hang) return new Promise<never>(() => undefined);
    if (this.failBefore > 0) {
      this.failBefore -= 1;
      throw new StoreUnavailable('told to fail');
    }
    const outcomes = await this.journal.append(turns);
    this.appended.push(...turns);
    if (this.failAfter > 0) {
      this.failAfter -= 1;
      throw new StoreUnavailable('told to fail after the write');
    }
    return outcomes;
  }

  read: Journal['read'] = (questions) => this.journal.read(questions);
  page: Journal['page'] = (instance, afterSeq, limit) => this.journal.page(instance, afterSeq, limit);
  remove: Journal['remove'] = (instances) => this.journal.remove(instances);
}

/** From this commit on nothing is written: the process is as good as killed there. */
export class DyingJournal extends FaultyJournal {
  constructor(
    journal: Journal,
    private left: number,
  ) {
    super(journal);
  }

  override async append(turns: readonly EncodedTurn[]) {
    if (this.left-- === 0) this.hang = true;
    return super.append(turns);
  }
}

/** A bus whose publishing fails as it is told. */
export class FaultyBus implements MessageBus {
  failBefore = 0;
  failAfter = 0;
  hang = false;
  refuse: (record: OutgoingRecord) => boolean = () => false;
  readonly topicEpoch?: number;
  readonly published: OutgoingRecord[] = [];

  constructor(private readonly bus: MessageBus) {
    if (bus.topicEpoch !== undefined) this.topicEpoch = bus.topicEpoch;
  }

  async publish(records: readonly OutgoingRecord[]) {
    if (this.hang) return new Promise<never>(() => undefined);
    if (this.failBefore > 0) {
      this.failBefore -= 1;
      throw new BusUnavailable('told to fail');
    }
    const taken = records.filter((record) => !this.refuse(record));
    await this.bus.publish(taken);
    this.published.push(...taken);
    if (this.failAfter > 0) {
      this.failAfter -= 1;
      throw new BusUnavailable('told to fail after sending');
    }
    return records.map((record) =>
      this.refuse(record) ? ({ kind: 'refused', reason: 'told to refuse' } as const) : ({ kind: 'published' } as const),
    );
  }

  subscribe: MessageBus['subscribe'] = (options, handlers) => this.bus.subscribe(options, handlers);
  createTopics: MessageBus['createTopics'] = (specifications) => this.bus.createTopics(specifications);
  partitionCounts: MessageBus['partitionCounts'] = (topics) => this.bus.partitionCounts(topics);
  partitionOf: MessageBus['partitionOf'] = (key, partitions) => this.bus.partitionOf(key, partitions);
  ping: MessageBus['ping'] = () => this.bus.ping();
  close: MessageBus['close'] = () => this.bus.close();
}
