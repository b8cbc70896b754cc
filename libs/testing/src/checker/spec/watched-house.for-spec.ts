import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { MemoryBroker, memoryBus, openEmbeddedStore } from '@skald/embedded';
import type { SagaDefinition } from '@skald/engine';
import type { IncomingRecord, MessageBus } from '@skald/ports';
import type { ActivityContext, ActivityHandler, Coordinator, SagaClient } from '@skald/runtime';
import { createCoordinator, createParticipant, createSagaClient } from '@skald/runtime';
import { z } from 'zod';
import { recordingLog } from '../../virtual/recording-log.js';
import { seededIds } from '../../virtual/seeded-ids.js';
import { virtualClock } from '../../virtual/virtual-clock.js';
import type { BrokerRecord, CommittedOffset } from '../evidence/broker-dump.js';
import type { ClientCall } from '../evidence/client-call.js';
import { digestOf } from '../evidence/digest-of.js';
import type { ActivityCall, EffectiveEffect } from '../evidence/effect-log.js';
import { emptyEvidence } from '../evidence/evidence.js';
import type { Evidence } from '../evidence/evidence.js';
import { replaysOf } from '../evidence/replays-of.js';

const step = (name: string) =>
  defineActivity(`shop.${name}`, { input: z.string(), output: z.string(), errors: ['Declined'], compensable: true });
const steps = [step('reserve'), step('charge'), step('ship')] as const;
const approve = defineSignal('approve', z.string());
const order = defineSaga('order', { input: z.string(), output: z.string(), signals: [approve] });

/** An order whose goods are reserved and paid, that waits for an approval where it is to, and whose goods may not ship. */
const saga: SagaDefinition<string, string> = {
  ...{ contract: order, version: 1, options: {} },
  run: async (ctx, how) => {
    for (const contract of steps.slice(0, 2)) await ctx.activity(contract, how);
    if (how === 'asks') await ctx.receive(approve);
    await ctx.timer('1s');
    return ctx.activity(steps[2], how);
  },
};

/** A coordinator, a participant and a client over the embedded adapters, on virtual time, with everything written down. */
export class WatchedHouse {
  readonly clock = virtualClock();
  private readonly log = recordingLog();
  private readonly store = openEmbeddedStore({ file: ':memory:', clock: this.clock });
  private readonly broker = new MemoryBroker({ clock: this.clock, log: this.log });
  private readonly records: BrokerRecord[] = [];
  private readonly committed: CommittedOffset[] = [];
  private readonly calls: ActivityCall[] = [];
  private readonly effective = new Map<string, EffectiveEffect>();
  private readonly asked: ClientCall[] = [];
  private processes = 0;
  private coordinator!: Coordinator;
  client!: SagaClient;
  /** Commands that arrive twice. */
  twice = false;

  async open(): Promise<this> {
    const bus = memoryBus(this.broker);
    const topics = ['requests', 'results', 'events', 'replies', 'commands.shop'].map((name) => `saga.${name}`);
    const all = topics.flatMap((topic) => [topic, `${topic}.dlq`]);
    await bus.createTopics(all.map((topic) => ({ topic, partitions: topic.endsWith('.dlq') ? 1 : 2 })));
    const listening = bus.subscribe(
      { group: 'everything', topics: all },
      {
        assigned: () => undefined,
        crashed: () => undefined,
        records: (_, records) => records.forEach((r) => this.keep(r)),
      },
    );
    await this.clock.quiet();
    await listening;
    const { clock, log, store } = this;
    const participant = createParticipant({
      ...{ bus: this.bus(), ledger: store.ledger, clock, ids: seededIds(90), log },
      handlers: steps.map((contract) => this.handlerOf(contract)),
    });
    await this.settled(participant.start());
    this.client = createSagaClient({ bus, clock, ids: seededIds(91), log });
    await this.boot();
    return this;
  }

  async boot(): Promise<void> {
    const { clock, log, store } = this;
    const { journal, instances, custody, versions } = store;
    this.coordinator = createCoordinator({
      ...{ journal, instances, custody, versions, bus: this.bus(), clock, log, sagas: [saga as never] },
      ids: seededIds((this.processes += 1)),
    });
    await this.settled(this.coordinator.start());
  }

  async start(workflowId: string, input: string): Promise<void> {
    const requestId = `start-${workflowId}`;
    const invokedAt = this.clock.now();
    const handle = await this.settled(this.client.start(order, { workflowId, input, requestId }));
    handle.result().catch(() => undefined);
    this.asked.push({
      request: { type: 'start', namespace: 'default', workflowId, saga: 'order', input, requestId },
      ...{ sender: 'client', invokedAt },
      outcome: {
        ...{ kind: 'ok', answeredAt: this.clock.now() },
        answer: { namespace: 'default', workflowId, run: handle.run, attached: handle.attached },
      },
    });
  }

  async approve(workflowId: string, signalId: string): Promise<void> {
    await this.settled(
      this.client.request({ type: 'signal', workflowId, name: approve.name, signalId, payload: 'ana' }),
    );
  }

  async drain(): Promise<void> {
    await this.settled(this.coordinator.drain(500));
  }

  async evidence(): Promise<Evidence> {
    const { journal, instances } = this.store;
    const names = [...new Set(this.asked.map(({ request }) => `default/${request.workflowId}`))];
    const turns = (await journal.read(names.map((instance) => ({ instance, fromSeq: 0 })))).flat();
    const projections = (await instances.find(names)).flatMap((one) => one ?? []);
    return emptyEvidence({
      ...{ seed: 'real', at: this.clock.now() },
      journal: { turns, earlier: [turns.slice(0, 1)], projections },
      effects: { calls: this.calls, effective: [...this.effective.values()], faults: { byKey: {}, anywhere: 0 } },
      calls: this.asked,
      broker: { prefix: 'saga.', records: this.records, committed: this.committed },
      replays: await replaysOf(turns, [saga as never]),
    });
  }

  async settled<T>(promise: Promise<T>): Promise<T> {
    promise.catch(() => undefined);
    await this.clock.advance(1_000);
    return promise;
  }

  private bus(): MessageBus {
    const bus = memoryBus(this.broker);
    return {
      ...bus,
      publish: (records) =>
        bus
          .publish(this.twice ? records.flatMap((record) => [record, record]) : records)
          .then((outcomes) => (this.twice ? outcomes.filter((_, i) => i % 2 === 0) : outcomes)),
      subscribe: async (options, handlers) => {
        const subscription = await bus.subscribe(options, handlers);
        return {
          ...{
            pause: (of) => subscription.pause(of),
            resume: (of) => subscription.resume(of),
            stop: () => subscription.stop(),
          },
          commit: async (generation, offsets) => {
            await subscription.commit(generation, offsets);
            this.committed.push(...offsets.map((offset) => ({ group: options.group, ...offset })));
          },
        };
      },
    };
  }

  private keep({ topic, partition, offset, key, value, headers }: IncomingRecord): void {
    const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString());
    this.records.push({
      ...{ topic, partition, offset, key: text(key), value: text(value) },
      headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, text(bytes)!])),
    });
  }

  private handlerOf(contract: (typeof steps)[number]): ActivityHandler {
    const call = (
      operation: ActivityCall['operation'],
      { idempotencyKey: key, attempt }: ActivityContext,
      output: string,
    ) => {
      const row = { key, operation, activity: contract.name, at: this.clock.now() };
      this.calls.push({ ...row, attempt, output: digestOf(output) });
      if (!this.effective.has(key)) this.effective.set(key, row);
      return output;
    };
    return {
      contract: contract as never,
      execute: (input: unknown, ctx: ActivityContext) => {
        if (input === 'fails' && contract.name === 'shop.ship')
          throw Object.assign(new Error('no'), { name: 'Declined' });
        return call('execute', ctx, `done ${String(input)}`);
      },
      compensate: (_: unknown, ctx: ActivityContext) => void call('compensate', ctx, ''),
    };
  }
}
