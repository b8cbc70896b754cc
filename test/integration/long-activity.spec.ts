import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as passes } from 'node:timers/promises';
import { defineActivity, defineSaga } from '@skald/contracts';
import { kafkaBus } from '@skald/kafka';
import { connectMongo, type MongoStore } from '@skald/mongo';
import type { MessageBus } from '@skald/ports';
import {
  type ActivityContext,
  type Coordinator,
  type Participant,
  type SagaClient,
  commandTopics,
  coordinatorTopics,
  createCoordinator,
  createParticipant,
  createSagaClient,
  systemClock,
  systemIds,
  topicNames,
} from '@skald/runtime';
import { recordingLog } from '@skald/testing';
import { z } from 'zod';
import { services } from '../../docker/services/index.ts';

jest.setTimeout(60_000);

const servers = await services();

/** What a worker must renew to keep its work: its session with the broker, and its claim in the ledger. */
const leaseMs = 1_000;

const press = defineActivity('wine.press', { input: z.number(), output: z.string(), retry: { maxAttempts: 3 } });
const vintage = defineSaga('vintage', { input: z.number(), output: z.string() });

(servers.available ? describe : describe.skip)('an activity that takes far longer than any lease', () => {
  const id = `long-${randomUUID().slice(0, 8)}`;
  const shared = { clock: systemClock(), ids: systemIds(), log: recordingLog(), prefix: `${id}.` };
  const buses: MessageBus[] = [];
  const calls: Pick<ActivityContext, 'idempotencyKey' | 'attempt'>[] = [];
  const held = new Map<MessageBus, number>();
  const bothAtWork = Promise.withResolvers<void>();
  let assignments = 0;
  let store: MongoStore;
  let coordinator: Coordinator;
  let workers: readonly Participant[];
  let client: SagaClient;

  function bus(sessionTimeoutMs: number): MessageBus {
    const brokers = servers.available ? servers.KAFKA_BROKERS.split(',') : [];
    const made = kafkaBus({ ...shared, brokers, clientId: id, sessionTimeoutMs });
    buses.push(made);
    return made;
  }

  /** Counts how often partitions were shared out, and tells when both workers have one each: no member is on its way. */
  function counted(made: MessageBus): MessageBus {
    const subscribe: MessageBus['subscribe'] = (options, handlers) =>
      made.subscribe(options, {
        ...handlers,
        assigned: (generation, partitions) => {
          assignments += 1;
          held.set(made, partitions.length);
          if (held.size === 2 && [...held.values()].every((count) => count === 1)) bothAtWork.resolve();
          return handlers.assigned(generation, partitions);
        },
      });
    return new Proxy(made, { get: (target, key) => (key === 'subscribe' ? subscribe : Reflect.get(target, key)) });
  }

  beforeAll(async () => {
    const uri = servers.available ? servers.MONGODB_URI : '';
    store = await connectMongo({ uri, database: id, createSchema: true, clock: shared.clock, log: shared.log });
    const names = topicNames(shared.prefix);
    await bus(6_000).createTopics([...coordinatorTopics(names, 2), ...commandTopics(names, 'wine', 2)]);
    const { journal, instances, custody, versions, ledger } = store;
    const sagas = [{ contract: vintage, version: 1, options: {}, run: pressed }];
    const ports = { journal, instances, custody, versions, sagas, group: `${id}-coordinator` };
    coordinator = createCoordinator({ ...shared, ...ports, bus: bus(6_000) });
    const execute = async (_: unknown, { idempotencyKey, attempt }: ActivityContext): Promise<string> => {
      calls.push({ idempotencyKey, attempt });
      await passes(5 * leaseMs);
      return 'pressed';
    };
    workers = ['a', 'b'].map(() =>
      createParticipant({
        ...{ ...shared, ledger, group: `${id}-work`, bus: counted(bus(leaseMs)) },
        handlers: [{ contract: press, execute }],
        limits: { claimMs: leaseMs, claimPollMs: 100 },
      }),
    );
    client = createSagaClient({ ...shared, bus: bus(6_000), requestTimeout: '30s' });
    await Promise.all([coordinator.start(), ...workers.map((worker) => worker.start())]);
    await bothAtWork.promise;
  });

  afterAll(async () => {
    await client?.close();
    await Promise.all([coordinator?.drain(5_000), ...(workers ?? []).map((worker) => worker.drain(1_000))]);
    await Promise.all(buses.map((one) => one.close()));
    await store?.close();
  });

  it('B8 keeps it for five times its length: one attempt, one call, its partitions stay where they are', async () => {
    const runs = await Promise.all(
      ['w-1', 'w-2', 'w-3'].map((workflowId) => client.start(vintage, { workflowId, input: 7 })),
    );
    const before = assignments;
    expect(await Promise.all(runs.map((run) => run.result()))).toEqual(['pressed', 'pressed', 'pressed']);

    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
    expect(assignments).toBe(before);
    const histories = await store.journal.read(
      runs.map(({ namespace, workflowId }) => ({ instance: `${namespace}/${workflowId}`, fromSeq: 0 })),
    );
    for (const turns of histories) {
      expect(turns.flatMap(({ events }) => events.map(({ type }) => type))).toEqual([
        ...['SagaStarted', 'ActivityScheduled', 'ActivityCompleted', 'SagaCompleted'],
      ]);
    }
  });
});

const pressed: Parameters<typeof createCoordinator>[0]['sagas'][number]['run'] = (ctx, tons: number) =>
  ctx.activity(press, tons);
