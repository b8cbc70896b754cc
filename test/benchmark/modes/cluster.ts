import { kafkaBus } from '@skald/kafka';
import { commandTopics, coordinatorTopics, systemClock, systemIds, topicNames } from '@skald/runtime';
import { startKafka, startStore, type StoreName } from '../../../docker/services/index.ts';
import { SagaClient } from '../driver/client.ts';
import { startChild, stopChild } from './child-process.ts';
import { stderrLog as log } from './stderr-log.ts';
import type { System } from './system.ts';

export interface ClusterOptions {
  readonly store: StoreName;
  readonly partitions: number;
  readonly coordinators: number;
  readonly workers: number;
  /** For Node in coordinators and workers: profiling. */
  readonly execArgv: string[];
}

const storeNotes: Readonly<Record<StoreName, string>> = {
  memory: 'store: mongo-java-server in memory, a stand-in for MongoDB: not durable',
  ferretdb: 'store: FerretDB on SQLite, a stand-in for MongoDB: durable, scans where MongoDB has indexes',
};

/** Kafka, a store, coordinators and workers as processes of their own; the load driver is this process. */
export async function startCluster(options: ClusterOptions): Promise<System> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    return { ...(await start(options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: ClusterOptions, undo: (() => Promise<void>)[]): Promise<Omit<System, 'stop'>> {
  const kafka = await startKafka();
  undo.push(() => kafka.remove());
  const store = await startStore(options.store);
  undo.push(() => store.remove());
  const bus = kafkaBus({
    brokers: kafka.brokers.split(','),
    ...{ clientId: 'driver', clock: systemClock(), ids: systemIds(), log },
  });
  undo.push(() => bus.close());
  const names = topicNames();
  const { partitions } = options;
  await bus.createTopics([...coordinatorTopics(names, partitions), ...commandTopics(names, 'bench', partitions)]);
  const settings = { brokers: kafka.brokers, uri: store.uri, database: 'skald_benchmark', partitions };
  const processes = [
    { role: 'kafka', pid: kafka.pid! },
    { role: 'store', pid: store.pid! },
    { role: 'driver', pid: process.pid },
  ];
  for (const [role, count] of [
    ['coordinator', options.coordinators],
    ['worker', options.workers],
  ] as const) {
    for (let n = 0; n < count; n++) {
      const child = await startChild(role, settings, options.execArgv);
      undo.push(() => stopChild(child));
      processes.push({ role, pid: child.pid! });
    }
  }
  const client = new SagaClient(bus);
  await client.listen();
  return {
    notes: [
      `processes: ${options.coordinators} coordinator, ${options.workers} worker, Kafka (one broker: acknowledges from page cache), store, driver; all on this machine`,
      storeNotes[options.store],
      `topics with ${partitions} partitions, acks all, write concern majority`,
    ],
    processes,
    client,
  };
}
