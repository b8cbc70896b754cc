import type {
  Cancel,
  Clock,
  IncomingRecord,
  Log,
  LogLevel,
  Subscription,
  SubscriptionHandlers,
  SubscriptionOptions,
  TopicPartition,
} from '@skald/ports';
import { BusUnavailable } from '@skald/ports';
import { DriverError } from '../driver/driver.error.js';
import type {
  Claim,
  DriverConsumer,
  FetchedBatch,
  JoinedGroup,
  KafkaDriver,
  PartitionOffset,
} from '../driver/driver.js';
import { Positions } from './positions.js';
import { tell } from './tell.js';

export interface SubscriptionContext {
  readonly driver: KafkaDriver;
  readonly clock: Clock;
  readonly log: Log;
  /** Away for so long, a member has lost what it was assigned. */
  readonly sessionTimeoutMs: number;
  /** A consumer that gives no sign of life for so long is replaced. */
  readonly stalledAfterMs: number;
}

const firstPauseMs = 200;
const longestPauseMs = 1_000;
const stopWithinMs = 5_000;

/**
 * Keeps a member of the group alive, whatever happens to brokers and to the client library.
 *
 * S1 what a consumer of an earlier life says or hands over is ignored.
 * S2 a partition that is in two assignments following each other goes on at the next record not yet handed over;
 *    when the group has given this member up, an empty assignment comes in between, and all begin at what is committed.
 *    A new life under the old name that comes within the session goes on as if nothing had been.
 * S3 `crashed` is told once, after everything else.
 */
export class KafkaSubscription implements Subscription {
  readonly #positions = new Positions();
  #consumer: DriverConsumer | undefined;
  /** Number of the present life; those before it are over. */
  #life = 0;
  #generation = 0;
  #assigned: ReadonlySet<string> = new Set();
  #claim: Claim = { generation: -1, partitions: [] };
  /** The name under which the present assignment was given. */
  #memberId: string | undefined;
  #lastMemberId: string | undefined;
  #pauseMs = firstPauseMs;
  #aliveAt = 0;
  #cancelTimer: Cancel = () => undefined;
  #cancelLoss: Cancel | undefined;
  #stopped = false;

  /** `from`: where every partition begins, for a broadcast; afterwards it goes on at its own position, also in a new life. */
  constructor(
    private readonly context: SubscriptionContext,
    private readonly options: SubscriptionOptions,
    private readonly handlers: SubscriptionHandlers,
    from: readonly PartitionOffset[] = [],
  ) {
    for (const one of from) this.#positions.set(one);
  }

  start(): void {
    const life = ++this.#life;
    const { group, topics, coAssigned = false, broadcast = false } = this.options;
    const isPresent = () => life === this.#life && !this.#stopped; // S1
    this.#consumer = this.context.driver.consumer(
      {
        group,
        topics,
        coAssigned,
        fromBeginning: !broadcast,
        ...(this.#lastMemberId === undefined ? {} : { memberId: this.#lastMemberId }),
        claim: () => this.#claim,
      },
      {
        joined: (joined) => (isPresent() ? this.#joined(joined) : []),
        batch: (batch) => {
          if (isPresent()) this.#batch(batch);
        },
        alive: () => {
          if (isPresent()) this.#aliveAt = this.context.clock.now();
        },
        ended: (error) => {
          if (isPresent()) this.#ended(error);
        },
      },
    );
    this.#aliveAt = this.context.clock.now();
    this.#consumer.start();
    this.#watch();
  }

  pause(partitions: readonly TopicPartition[]): void {
    const mine = partitions.filter((one) => this.#owns(one));
    if (mine.length > 0) this.#consumer?.pause(mine);
  }

  resume(partitions: readonly TopicPartition[]): void {
    const mine = partitions.filter((one) => this.#owns(one));
    if (mine.length > 0) this.#consumer?.resume(mine);
  }

  async commit(generation: number, offsets: readonly PartitionOffset[]): Promise<void> {
    const mine = offsets.filter((one) => this.#owns(one));
    if (this.options.broadcast || this.#stopped || generation !== this.#generation || mine.length === 0) return;
    try {
      if (this.#consumer === undefined) throw new DriverError('unavailable', 'the consumer is starting again');
      await this.#consumer.commit(mine);
    } catch (error) {
      if (error instanceof DriverError && error.kind === 'stale') return;
      throw new BusUnavailable('offsets could not be committed', { cause: error });
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelTimer();
    this.#keep();
    await this.#leave();
  }

  #joined({ memberId, generation, partitions }: JoinedGroup): readonly PartitionOffset[] {
    this.#pauseMs = firstPauseMs;
    this.#aliveAt = this.context.clock.now();
    this.#keep();
    if (this.#memberId !== undefined && this.#memberId !== memberId) this.#lose(); // S2
    this.#memberId = this.#lastMemberId = memberId;
    this.#claim = { generation, partitions };
    const goOn = this.#positions.assign(partitions);
    this.#assign(partitions);
    if (!this.options.broadcast) return goOn;
    // A partition that came into being later is new from its beginning.
    const known = new Set(goOn.map(nameOf));
    const added = partitions.filter((one) => !known.has(nameOf(one)));
    return [...goOn, ...added.map(({ topic, partition }) => ({ topic, partition, offset: 0 }))];
  }

  #batch(batch: FetchedBatch): void {
    const continuation = this.#positions.accept(batch);
    switch (continuation.kind) {
      case 'next': {
        const { topic, partition } = batch;
        const records = continuation.records.map((record): IncomingRecord => ({ ...record, topic, partition }));
        tell(this.context.log, 'records', () => this.handlers.records(this.#generation, records));
        return;
      }
      case 'went-back':
        this.#lose();
        this.#positions.forget(batch);
        this.#ended(new DriverError('unavailable', `${nameOf(batch)} goes back: was the topic made anew?`));
        return;
      case 'not-ours':
        return;
    }
  }

  #ended(error: Error): void {
    this.#life++; // S1
    this.#cancelTimer();
    if (error instanceof DriverError && error.kind === 'fatal') this.#crash(error);
    else this.#startAgain(error);
  }

  #crash(error: Error): void {
    this.#stopped = true;
    this.#keep();
    this.#tellEnd('error', 'consumer stopped for good', error);
    void this.#leave();
    this.#lose();
    tell(this.context.log, 'crashed', () => this.handlers.crashed(error)); // S3
  }

  #startAgain(error: Error): void {
    const { clock, sessionTimeoutMs } = this.context;
    this.#tellEnd('warn', 'consumer ended, starts again', error);
    const old = this.#consumer;
    this.#consumer = undefined;
    void old?.abandon();
    this.#cancelLoss ??= clock.after(sessionTimeoutMs, () => this.#lose());
    this.#cancelTimer = clock.after(this.#pauseMs, () => this.start());
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  #tellEnd(level: LogLevel, message: string, error: Error): void {
    const { group, topics } = this.options;
    this.context.log.write(level, message, { group, topics, error: error.message });
  }

  #keep(): void {
    this.#cancelLoss?.();
    this.#cancelLoss = undefined;
  }

  /** All that was assigned is void. A broadcast keeps its positions: nobody else has seen what comes. */
  #lose(): void {
    this.#memberId = undefined;
    if (!this.options.broadcast) this.#positions.clear();
    if (this.#assigned.size > 0) this.#assign([]);
  }

  #assign(partitions: readonly TopicPartition[]): void {
    this.#assigned = new Set(partitions.map(nameOf));
    const generation = ++this.#generation;
    tell(this.context.log, 'assigned', () => this.handlers.assigned(generation, partitions));
  }

  #owns(one: TopicPartition): boolean {
    return this.#assigned.has(nameOf(one));
  }

  /** kafkajs was seen to fall silent without an error. */
  #watch(): void {
    const { clock, stalledAfterMs } = this.context;
    const left = this.#aliveAt + stalledAfterMs - clock.now();
    if (left <= 0) this.#ended(new DriverError('unavailable', `no sign of life for ${stalledAfterMs} ms`));
    else this.#cancelTimer = clock.after(left, () => this.#watch());
  }

  /** Not longer than a caller can wait: a consumer that does not end is left to itself. */
  async #leave(): Promise<void> {
    const consumer = this.#consumer;
    this.#consumer = undefined;
    if (consumer === undefined) return;
    let cancel: Cancel = () => undefined;
    const tooLate = new Promise<void>((resolve) => (cancel = this.context.clock.after(stopWithinMs, resolve)));
    await Promise.race([consumer.stop(), tooLate]);
    cancel();
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
