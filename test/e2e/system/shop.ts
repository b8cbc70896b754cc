import mongoose from 'mongoose';
import type { MessageBus } from '@skald/ports';
import { startKafka, startStore, type OwnKafka, type OwnStore } from '../../../docker/services/index.ts';
import { follow, testBus, type Feed } from './event-feed.ts';
import { ProcessUnderTest } from './process-under-test.ts';

const topics = [
  'saga.requests',
  'saga.results',
  'saga.events',
  'saga.replies',
  'saga.requests.dlq',
  'saga.results.dlq',
];
const queues = ['inventory', 'payments', 'shipping', 'mail'];

export interface Effect {
  readonly _id: string;
  readonly activity: string;
  readonly operation: string;
}

/** Real Kafka, a real server of the MongoDB protocol (FerretDB), and our processes as a user starts them. */
export class Shop {
  readonly processes: ProcessUnderTest[] = [];

  private constructor(
    readonly kafka: OwnKafka,
    readonly store: OwnStore,
    readonly bus: MessageBus,
    readonly feed: Feed,
    readonly database: mongoose.Connection,
  ) {}

  static async open(): Promise<Shop> {
    const [kafka, store] = await Promise.all([startKafka(), startStore('ferretdb')]);
    const bus = testBus(kafka.brokers);
    await bus.createTopics([
      ...topics.map((topic) => ({ topic, partitions: topic.endsWith('.dlq') ? 1 : 4 })),
      ...queues.flatMap((queue) => [
        { topic: `saga.commands.${queue}`, partitions: 4 },
        { topic: `saga.commands.${queue}.dlq`, partitions: 1 },
      ]),
      { topic: 'orders.placed', partitions: 1 },
    ]);
    const feed = await follow(bus, [
      ...topics,
      'orders.placed',
      ...queues.map((queue) => `saga.commands.${queue}.dlq`),
    ]);
    const database = await mongoose.createConnection(store.uri, { autoIndex: false }).asPromise();
    return new Shop(kafka, store, bus, feed, database.useDb('skald'));
  }

  /** Resolves when the process says that it is ready. */
  async start(
    app: 'coordinator' | 'worker' | 'gateway',
    more: Readonly<Record<string, string>> = {},
  ): Promise<ProcessUnderTest> {
    return this.run(`apps/${app}/dist/main.js`, more);
  }

  async run(script: string, more: Readonly<Record<string, string>> = {}): Promise<ProcessUnderTest> {
    const started = new ProcessUnderTest(script, {
      KAFKA_BROKERS: this.kafka.brokers,
      MONGODB_URI: this.store.uri,
      SKALD_HEALTH_PORT: '0',
      SKALD_SESSION_TIMEOUT_MS: '6000',
      ...more,
    });
    this.processes.push(started);
    const died = started.ended.then((code) => {
      throw new Error(`${script} ended with ${code} before it was ready:\n${started.said}`);
    });
    await Promise.race([started.output.until((line) => / takes in |is ready|gateway listens/.test(line)), died]);
    died.catch(() => undefined);
    return started;
  }

  /** Everything on topics of others, from the beginning. */
  follow(others: readonly string[]): Promise<Feed> {
    return follow(this.bus, others);
  }

  order(orderId: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return {
      orderId,
      customer: 'c-7',
      lines: [{ sku: 'harp', quantity: 1 }],
      total: 120,
      card: '4242424242424242',
      ...more,
    };
  }

  async send(topic: string, key: string | null, value: unknown): Promise<void> {
    const json = typeof value === 'string' ? value : JSON.stringify(value);
    await this.bus.publish([{ topic, key, value: json }]);
  }

  begin(workflowId: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return this.send('saga.requests', workflowId, {
      type: 'start',
      saga: 'order-checkout',
      input: this.order(workflowId, more),
    });
  }

  async effects(workflowId: string): Promise<Effect[]> {
    const all = await this.database.collection<Effect>('effects').find({}).toArray();
    return all.filter((effect) => effect._id.startsWith(`${workflowId}:`));
  }

  /** `charge:execute` and so on, sorted, each effective effect once. */
  async effectKeys(workflowId: string): Promise<string[]> {
    return (await this.effects(workflowId)).map((effect) => effect._id.slice(workflowId.length + 1)).sort();
  }

  async journal(workflowId: string): Promise<{ seq: number; types: string[] }[]> {
    const documents = await this.database
      .collection('journal')
      .find({ instance: `default/${workflowId}` })
      .toArray();
    return documents
      .map((document) => ({
        seq: Number(String(document._id).split('/').at(-1)),
        types: (document.events as { type: string; operation?: string }[]).map((e) =>
          e.operation === 'compensate' ? `${e.type} undo` : e.type,
        ),
      }))
      .sort((a, b) => a.seq - b.seq);
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((started) => started.kill9()));
    await this.bus.close();
    await this.database.close();
    await Promise.all([this.kafka.remove(), this.store.remove()]);
  }
}
