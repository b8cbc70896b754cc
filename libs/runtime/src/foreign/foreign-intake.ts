import type { Clock, Ids, Log, MessageBus } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import { backOffMs, defaultBackOff } from '../clock/back-off.js';
import { Pauses } from '../clock/pauses.js';
import type { Delivery } from '../receive/delivery.js';
import { TopicIntake } from '../receive/topic-intake.js';

export interface ForeignIntakeOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly group: string;
  /** Whose records are taken in. It belongs to others: it is never created. */
  readonly topic: string;
  /** Topics of others that have to be there, too. */
  readonly needed?: readonly string[];
  /** Whether the dead letters of the topic, which are ours, are created. */
  readonly createTopics: boolean;
  /** Records that have come and are not settled; more pause the topic. */
  readonly waiting: number;
  /** Never throws. */
  readonly accept: (delivery: Delivery) => void;
  readonly onCrash: (error: Error) => void;
}

const commitMs = 200;
const commitRecords = 1_000;

/** Takes in a topic that others own: begins when it is there, and says what is missing until then. */
export class ForeignIntake {
  readonly #options: ForeignIntakeOptions;
  readonly #intake: TopicIntake;
  readonly #pauses: Pauses;
  #problem: string | undefined;
  #closed = false;

  constructor(options: ForeignIntakeOptions) {
    const { bus, clock, log, group, topic, waiting, accept, onCrash } = options;
    this.#options = options;
    this.#pauses = new Pauses(clock);
    this.#problem = `topic ${topic} is not subscribed yet`;
    this.#intake = new TopicIntake({
      ...{ bus, clock, log, group, topic, waiting, commitMs, commitRecords, accept, onCrash },
    });
  }

  /** What keeps records from coming in. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Records that have come and are not settled. */
  get waiting(): number {
    return this.#intake.waiting;
  }

  /** Resolves when the topic is subscribed, or when this was closed first; waits for topics and for the bus. */
  async start(): Promise<void> {
    const { ids, log, topic } = this.#options;
    for (let failures = 1; !this.#closed; failures++) {
      const problem = await this.#begin();
      if (problem !== undefined && problem !== this.#problem) log.write('warn', 'a topic waits', { topic, problem });
      this.#problem = problem;
      if (problem === undefined) return;
      if (!(await this.#pauses.pause(backOffMs(defaultBackOff, failures, ids)))) return;
    }
  }

  /** Nothing new comes in; what has come may still be settled. */
  close(): void {
    this.#closed = true;
    this.#pauses.close();
    this.#intake.close();
  }

  /** Commits what is settled, and leaves the group. */
  leave(): Promise<void> {
    return this.#intake.leave();
  }

  async #begin(): Promise<string | undefined> {
    const { log, topic } = this.#options;
    try {
      const missing = await this.#missing();
      if (missing !== undefined || this.#closed) return missing;
      await this.#intake.start();
      log.write('info', 'records of an existing topic are taken in', { topic });
      return undefined;
    } catch (error) {
      if (error instanceof BusUnavailable) return `the bus does not answer: ${error.message}`;
      throw error;
    }
  }

  async #missing(): Promise<string | undefined> {
    const { bus, topic, needed = [], createTopics } = this.#options;
    const deadLetters = `${topic}.dlq`;
    const foreign = [topic, ...needed];
    const [counts, [ours = 0]] = await Promise.all([bus.partitionCounts(foreign), bus.partitionCounts([deadLetters])]);
    const missing = foreign.filter((_, i) => (counts[i] ?? 0) === 0);
    if (missing.length > 0) {
      return `${missing.join(' and ')} not there: it belongs to another system and is never created here`;
    }
    if (ours > 0) return undefined;
    if (!createTopics) return `${deadLetters} not there: create it, or leave SKALD_CREATE_TOPICS on`;
    await bus.createTopics([{ topic: deadLetters, partitions: 1 }]);
    return undefined;
  }
}
