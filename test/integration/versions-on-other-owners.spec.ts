import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { kafkaBus } from '@skald/kafka';
import { connectMongo, type MongoStore } from '@skald/mongo';
import type { MessageBus } from '@skald/ports';
import {
  type Coordinator,
  commandTopics,
  coordinatorTopics,
  createCoordinator,
  createParticipant,
  createSagaClient,
  type Participant,
  type SagaClient,
  systemClock,
  systemIds,
  topicNames,
} from '@skald/runtime';
import { recordingLog } from '@skald/testing';
import { z } from 'zod';
import { services } from '../../docker/services/index.ts';
import { WatchedInstances } from '../conformance/watched-instances.ts';

jest.setTimeout(120_000);

const servers = await services();

const label = defineActivity('parcels.label', { input: z.string(), output: z.string() });
const pick = defineActivity('parcels.pick', { input: z.string(), output: z.string() });
const go = defineSignal('go', z.string());
const contract = defineSaga('parcel', { input: z.string(), output: z.any(), signals: [go] });
const first: SagaDefinition = { contract, version: 1, options: {}, run: () => Promise.resolve('by version 1') };
const second: SagaDefinition<string, unknown> = {
  ...{ contract, version: 2, options: {} },
  run: async (ctx, input) => {
    const by = await ctx.receive(go);
    return [by, await ctx.activity(pick, input), await ctx.activity(label, input)];
  },
};
const names = Array.from({ length: 8 }, (_, i) => `parcel-${i}`);

(servers.available ? describe : describe.skip)('two releases with different versions, on Kafka and MongoDB', () => {
  const id = `versions-${randomUUID().slice(0, 8)}`;
  const shared = { clock: systemClock(), ids: systemIds(), log: recordingLog(), prefix: `${id}.` };
  const buses: MessageBus[] = [];
  const coordinators: Coordinator[] = [];
  let store: MongoStore;
  let instances: WatchedInstances;
  let participant: Participant;
  let client: SagaClient;

  const bus = (): MessageBus => {
    const { KAFKA_BROKERS } = servers as { KAFKA_BROKERS: string };
    const made = kafkaBus({ ...shared, brokers: KAFKA_BROKERS.split(','), clientId: id, sessionTimeoutMs: 6_000 });
    buses.push(made);
    return made;
  };

  const coordinator = async (sagas: SagaDefinition[]): Promise<Coordinator> => {
    const { journal, custody, versions } = store;
    const made = createCoordinator({ ...shared, journal, instances, custody, versions, bus: bus(), sagas, group: id });
    coordinators.push(made);
    await made.start();
    return made;
  };

  beforeAll(async () => {
    const { MONGODB_URI } = servers as { MONGODB_URI: string };
    store = await connectMongo({
      uri: MONGODB_URI,
      database: id,
      createSchema: true,
      clock: shared.clock,
      log: shared.log,
    });
    instances = new WatchedInstances(store.instances);
    const topics = topicNames(shared.prefix);
    await bus().createTopics([...coordinatorTopics(topics, 4), ...commandTopics(topics, 'parcels', 4)]);
    const handlers = [label, pick].map((one) => ({
      contract: one,
      execute: (input: unknown) => `${one.name} ${input}`,
    }));
    participant = createParticipant({ ...shared, ledger: store.ledger, handlers, bus: bus(), group: `${id}-work` });
    client = createSagaClient({ ...shared, bus: bus(), requestTimeout: '30s' });
    await participant.start();
  });

  afterAll(async () => {
    await client?.close();
    await participant?.drain(1_000);
    await Promise.all(coordinators.map((one) => one.drain(5_000)));
    await Promise.all(buses.map((one) => one.close()));
    await store?.close();
  });

  it('I2 carry on what only one of them can, whoever owns the partition', async () => {
    const newer = await coordinator([first, second]);
    const handles = await Promise.all(
      names.map((workflowId) => client.start(contract, { workflowId, input: workflowId })),
    );
    await newer.drain(5_000);
    // Rolled back: what arrives is recorded, and nobody can go on.
    const older = await coordinator([first]);
    await Promise.all(handles.map((handle) => handle.signal(go, 'ana')));
    const parked = await Promise.all(
      names.map((name) => instances.lookedUp(name, ({ status }) => status === 'parked')),
    );
    expect(parked.map(({ parkedFor }) => parkedFor)).toEqual(names.map(() => 'VERSION_ELSEWHERE'));

    // Rolled out again, beside the older one, which keeps half of the partitions and records all results there.
    await coordinator([first, second]);
    const outputs = await Promise.all(handles.map((handle) => handle.result()));
    expect(outputs).toEqual(names.map((name) => ['ana', `parcels.pick ${name}`, `parcels.label ${name}`]));
    expect(older.health().partitions).toBe(2);
    for (const name of names) {
      const turns = await store.journal.page(`default/${name}`, -1, 100);
      const types = turns.flatMap(({ events }) => events.map(({ type }) => type));
      expect(types.filter((type) => type === 'SignalReceived')).toHaveLength(1);
      expect(types.filter((type) => type === 'ActivityScheduled')).toHaveLength(2);
      expect(types.filter((type) => type === 'ActivityCompleted')).toHaveLength(2);
      expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_, i) => i));
    }
  });
});
