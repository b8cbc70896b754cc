import { randomUUID } from 'node:crypto';
import { connectMongo, type MongoStore } from '@skald/mongo';
import type { MessageBus } from '@skald/ports';
import {
  type ActivityHandler,
  type Participant,
  type SagaClient,
  commandTopics,
  coordinatorTopics,
  createParticipant,
  createSagaClient,
  systemClock,
  systemIds,
  topicNames,
} from '@skald/runtime';
import type { Environment } from '../../../docker/services/index.ts';
import { type Feed, follow, testBus } from './event-feed.ts';
import { ProcessUnderTest } from './process-under-test.ts';

/** Coordinator processes with sagas of a test's own, and beside them a worker and a client in the process of the test. */
export class Coordinators {
  readonly processes: ProcessUnderTest[] = [];

  private constructor(
    private readonly id: string,
    private readonly environment: Readonly<Record<string, string>>,
    readonly store: MongoStore,
    readonly client: SagaClient,
    readonly worker: Participant,
    /** What could not be read, or belonged nowhere. */
    readonly deadLetters: Feed,
    private readonly buses: readonly MessageBus[],
  ) {}

  /** On shared servers, with topics and a database of its own. The worker is still to be started. */
  static async open(servers: Environment, queue: string, handlers: readonly ActivityHandler[]): Promise<Coordinators> {
    const id = `${queue}-${randomUUID().slice(0, 8)}`;
    const shared = { clock: systemClock(), ids: systemIds(), log: { write: () => undefined }, prefix: `${id}.` };
    const store = await connectMongo({
      uri: servers.MONGODB_URI,
      database: id,
      createSchema: true,
      clock: shared.clock,
      log: shared.log,
    });
    const buses = [1, 2, 3].map(() => testBus(servers.KAFKA_BROKERS));
    const [feeding, working, asking] = buses as [MessageBus, MessageBus, MessageBus];
    const names = topicNames(shared.prefix);
    const topics = [...coordinatorTopics(names, 8), ...commandTopics(names, queue, 4)];
    await feeding.createTopics(topics);
    const deadLetters = await follow(
      feeding,
      topics.map(({ topic }) => topic).filter((topic) => topic.endsWith('.dlq')),
    );
    const ledger = { ledger: store.ledger, handlers, group: `${id}-work` };
    const uri = new URL(servers.MONGODB_URI);
    uri.pathname = `/${id}`;
    return new Coordinators(
      id,
      { KAFKA_BROKERS: servers.KAFKA_BROKERS, MONGODB_URI: uri.href, SKALD_TOPIC_PREFIX: shared.prefix },
      store,
      createSagaClient({ ...shared, bus: asking, requestTimeout: '60s' }),
      createParticipant({ ...shared, ...ledger, bus: working }),
      deadLetters,
      buses,
    );
  }

  /** With the sagas of this file, as a user starts it; resolves when it takes in requests, or has ended before. */
  async begin(file: string, more: Readonly<Record<string, string>> = {}): Promise<ProcessUnderTest> {
    const begun = new ProcessUnderTest('apps/coordinator/dist/main.js', {
      ...{ ...this.environment, SKALD_MODULES: `./test/e2e/child/${file}`, SKALD_GROUP: this.id },
      ...{ SKALD_SESSION_TIMEOUT_MS: '6000', SKALD_HEALTH_PORT: '0', ...more },
    });
    this.processes.push(begun);
    await Promise.race([begun.output.until((line) => line.includes('takes in requests')), begun.ended]);
    return begun;
  }

  /** Everything that the journal has of each, in order. */
  async eventsOf(workflowIds: readonly string[]) {
    const histories = await this.store.journal.read(
      workflowIds.map((one) => ({ instance: `default/${one}`, fromSeq: 0 })),
    );
    return histories.map((turns) => turns.flatMap(({ events }) => events));
  }

  /** Lines that coordinators wrote as errors. */
  get errors(): readonly string[] {
    return this.processes.flatMap(({ output }) => output.seen.filter((line) => line.includes('"level":50')));
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.kill9()));
    await this.client.close();
    await this.worker.drain(1_000);
    await Promise.all(this.buses.map((one) => one.close()));
    await this.store.close();
  }
}
