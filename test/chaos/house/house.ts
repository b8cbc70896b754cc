import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMongo, type MongoStore } from '@skald/mongo';
import type { MessageBus } from '@skald/ports';
import { commandTopics, coordinatorTopics, systemClock, topicNames } from '@skald/runtime';
import {
  startKafka,
  startStore,
  type OwnKafka,
  type OwnStore,
  type StoreName,
} from '../../../docker/services/index.ts';
import { testBus } from '../../e2e/system/event-feed.ts';
import { Resident } from './resident.ts';
import { TcpProxy } from './tcp-proxy.ts';

export const groups = { coordinators: 'chaos-coordinators', workers: 'chaos-workers' } as const;
export const sessionTimeoutMs = 6_000;
export const queues = ['stock', 'pay'] as const;
const partitions = 4;
const names = topicNames('saga.');

export const topics: readonly string[] = [
  ...coordinatorTopics(names, partitions),
  ...queues.flatMap((queue) => commandTopics(names, queue, partitions)),
].map(({ topic }) => topic);

type Environment = Readonly<Record<string, string>>;

/** Servers of its own, coordinators and workers as processes, and a proxy before every way from one to the other. */
export class House {
  readonly kafka: OwnKafka;
  /** Stands in for a real MongoDB. */
  readonly mongo: OwnStore;
  /** Of everybody: the broker tells all clients one address. */
  readonly broker: TcpProxy;
  readonly residents: readonly Resident[];
  readonly effectLog: string;
  /** Past the proxies. */
  readonly store: MongoStore;
  readonly bus: MessageBus;

  private constructor(parts: Pick<House, 'kafka' | 'mongo' | 'broker' | 'residents' | 'effectLog' | 'store' | 'bus'>) {
    ({
      kafka: this.kafka,
      mongo: this.mongo,
      broker: this.broker,
      residents: this.residents,
      effectLog: this.effectLog,
      store: this.store,
      bus: this.bus,
    } = parts);
  }

  /** With what is particular about the environment of each of them. */
  static async open(
    coordinators: readonly Environment[],
    workers: readonly Environment[],
    stand: StoreName = 'ferretdb',
  ): Promise<House> {
    const broker = await TcpProxy.open();
    const brokers = `127.0.0.1:${broker.port}`;
    const [kafka, mongo] = await Promise.all([
      startKafka({ properties: { 'advertised.listeners': `PLAINTEXT://${brokers}` } }),
      startStore(stand),
    ]);
    broker.leadsTo(Number(kafka.brokers.split(':')[1]));
    const store = await connectMongo({
      ...{ uri: mongo.uri, createSchema: true, clock: systemClock() },
      log: { write: () => undefined },
    });
    const bus = testBus(brokers);
    await bus.createTopics([
      ...coordinatorTopics(names, partitions),
      ...queues.flatMap((queue) => commandTopics(names, queue, partitions)),
    ]);
    const effectLog = join(mkdtempSync(join(tmpdir(), 'skald-chaos-')), 'effects');
    const residentOf = async (role: Resident['role'], n: number, own: Environment): Promise<Resident> => {
      const proxy = await TcpProxy.open();
      const uri = new URL(mongo.uri);
      proxy.leadsTo(Number(uri.port));
      uri.port = String(proxy.port);
      return new Resident(role, `${role}-${n}`, proxy, {
        KAFKA_BROKERS: brokers,
        MONGODB_URI: uri.href,
        SKALD_GROUP: groups[`${role}s`],
        SKALD_SESSION_TIMEOUT_MS: String(sessionTimeoutMs),
        ...(role === 'coordinator'
          ? { SKALD_MODULES: './test/chaos/child/journey-saga.ts', SKALD_HEALTH_PORT: '0', SKALD_PARTITIONS: '4' }
          : { EFFECT_LOG: effectLog }),
        ...own,
      });
    };
    const residents = await Promise.all([
      ...coordinators.map((own, n) => residentOf('coordinator', n + 1, own)),
      ...workers.map((own, n) => residentOf('worker', n + 1, own)),
    ]);
    return new House({ kafka, mongo, broker, residents, effectLog, store, bus });
  }

  /** Resolves when all take in what there is. */
  async settle(): Promise<void> {
    for (const resident of this.residents) resident.begin();
    await Promise.all(this.residents.map((resident) => resident.ready()));
  }

  get proxies(): readonly TcpProxy[] {
    return [this.broker, ...this.residents.map(({ store }) => store)];
  }

  heal(): void {
    for (const proxy of this.proxies) proxy.heal();
    for (const resident of this.residents) resident.resume();
  }

  async close(): Promise<void> {
    await Promise.all(this.residents.map((resident) => resident.kill9()));
    for (const proxy of this.proxies) proxy.close();
    await Promise.all([this.bus.close(), this.store.close()]);
    await Promise.all([this.kafka.remove(), this.mongo.remove()]);
  }
}
