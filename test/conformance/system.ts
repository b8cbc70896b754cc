import { randomUUID } from 'node:crypto';
import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import type { Custody, InstanceProjection, Instances, Journal, Ledger, MessageBus, Versions } from '@skald/ports';
import {
  commandTopics,
  coordinatorTopics,
  createCoordinator,
  createParticipant,
  createSagaClient,
  determinismGuard,
  type SagaClient,
  systemClock,
  systemIds,
  topicNames,
} from '@skald/runtime';
import { recordingLog } from '@skald/testing';
import { Calls } from './participant.ts';
import { sagas } from './sagas.ts';
import { WatchedInstances } from './watched-instances.ts';

/** Coordinator, participants and client on some adapters; everything is real but that it is one process. */
export interface System {
  readonly client: SagaClient;
  readonly calls: Calls;
  readonly journal: Journal;
  /** The stored projection, as soon as it is written and `fits`. */
  lookedUp(workflowId: string, fits: (projection: InstanceProjection) => boolean): Promise<InstanceProjection>;
  close(): Promise<void>;
}

interface Adapters {
  readonly journal: Journal;
  readonly instances: Instances;
  readonly custody: Custody;
  readonly versions: Versions;
  readonly ledger: Ledger;
  /** One for each who subscribes. */
  bus(): MessageBus;
  close(): Promise<void>;
}

export interface Settings {
  /** 0: every turn replays the history. */
  readonly cacheBytes?: number;
}

export async function embedded(settings: Settings): Promise<System> {
  const clock = systemClock();
  const log = recordingLog();
  const store = openEmbeddedStore({ file: ':memory:', clock });
  const bus = memoryBus({ clock, log });
  return running({ ...store, bus: () => bus, close: async () => store.close() }, 'saga.', settings);
}

export async function cluster(brokers: string, uri: string, settings: Settings): Promise<System> {
  const log = recordingLog();
  const surroundings = { clock: systemClock(), ids: systemIds(), log };
  const id = randomUUID().slice(0, 8);
  const store = await connectMongo({
    uri,
    database: `conformance-${id}`,
    createSchema: true,
    clock: systemClock(),
    log,
  });
  const buses: MessageBus[] = [];
  const bus = (): MessageBus => {
    const made = kafkaBus({
      ...surroundings,
      brokers: brokers.split(','),
      clientId: 'conformance',
      sessionTimeoutMs: 6_000,
    });
    buses.push(made);
    return made;
  };
  const close = async (): Promise<void> => {
    await Promise.all(buses.map((one) => one.close()));
    await store.close();
  };
  const { journal, instances, custody, versions, ledger } = store;
  return running({ journal, instances, custody, versions, ledger, bus, close }, `conformance-${id}.`, settings);
}

async function running(adapters: Adapters, prefix: string, { cacheBytes }: Settings): Promise<System> {
  const { journal, instances, custody, versions, ledger } = adapters;
  const log = recordingLog();
  const shared = { clock: systemClock(), ids: systemIds(), log, prefix };
  const names = topicNames(prefix);
  const partitions = 2;
  const bus = adapters.bus();
  await bus.createTopics([...coordinatorTopics(names, partitions), ...commandTopics(names, 'conformance', partitions)]);
  const calls = new Calls();
  const projections = new WatchedInstances(instances);
  const group = prefix.replace(/\.$/, '');
  const coordinator = createCoordinator({
    ...shared,
    ...{ journal, instances: projections, custody, versions, bus, sagas, group: `${group}-coordinator` },
    guard: determinismGuard(log),
    ...(cacheBytes === undefined ? {} : { cacheBytes }),
  });
  const handlers = calls.handlers();
  const participant = createParticipant({ ...shared, ledger, handlers, bus: adapters.bus(), group: `${group}-work` });
  const client = createSagaClient({ ...shared, bus: adapters.bus(), requestTimeout: '30s' });
  await Promise.all([coordinator.start(), participant.start()]);
  return {
    ...{ client, calls, journal },
    lookedUp: projections.lookedUp,
    close: async () => {
      await client.close();
      await Promise.all([participant.drain(1_000), coordinator.drain(5_000)]);
      await adapters.close();
    },
  };
}
