import type { ActivityResult, Command, OperationCommand, Reply } from '@skald/contracts';
import { memoryBus, MemoryBroker, openEmbeddedStore } from '@skald/embedded';
import type { EmbeddedStore } from '@skald/embedded';
import type { SagaDefinition } from '@skald/engine';
import type { IncomingRecord, MessageBus } from '@skald/ports';
import { recordingLog, seededIds, virtualClock } from '@skald/testing';
import type { RecordingLog, VirtualClock } from '@skald/testing';
import { createCoordinator } from '../coordinator.js';
import type { Coordinator, CoordinatorOptions } from '../options.js';

type Answer = Partial<ActivityResult> | undefined;

/** One coordinator over the embedded adapters, on virtual time, with a scripted participant and everything written down. */
export class World {
  readonly clock: VirtualClock;
  readonly log: RecordingLog = recordingLog();
  readonly store: EmbeddedStore;
  readonly bus: MessageBus;
  readonly commands: OperationCommand[] = [];
  readonly replies: Reply[] = [];
  readonly events: Record<string, unknown>[] = [];
  readonly deadLetters: { topic: string; reason: string; value: string }[] = [];
  coordinator!: Coordinator;
  /** Of each topic. */
  partitions = 2;
  #processes = 0;

  /** `before`: the world of an earlier process on this machine; its file is still there, its bus is not. */
  constructor(before?: World, { file }: { readonly file?: string } = {}) {
    this.#processes = before === undefined ? 0 : before.#processes;
    this.clock = before?.clock ?? virtualClock();
    const opened = file === undefined ? before?.store : undefined;
    this.store = opened ?? openEmbeddedStore({ file: file ?? ':memory:', clock: this.clock });
    this.bus = memoryBus(new MemoryBroker({ clock: this.clock, log: this.log }));
  }

  /** What the participant answers to a command; undefined: nothing. */
  answer: (command: OperationCommand) => Answer = () => ({ type: 'completed', output: null });

  async open(sagas: readonly SagaDefinition[], options: Partial<CoordinatorOptions> = {}): Promise<this> {
    await this.bus.createTopics(
      ['inventory', 'payments', 'shipping'].flatMap((queue) => this.#topics(`saga.commands.${queue}`)),
    );
    await this.bus.createTopics(
      ['requests', 'results', 'events', 'replies'].flatMap((name) => this.#topics(`saga.${name}`)),
    );
    await this.#listen(['saga.commands.inventory', 'saga.commands.payments', 'saga.commands.shipping'], (record) =>
      this.#execute(record),
    );
    await this.#listen(['saga.replies'], (record) => void this.replies.push(parsed(record) as unknown as Reply));
    await this.#listen(['saga.events'], (record) => void this.events.push(parsed(record)));
    await this.#listen(['saga.requests.dlq', 'saga.results.dlq'], (record) => {
      const reason = Buffer.from(record.headers.skald_dlq_reason ?? []).toString();
      this.deadLetters.push({ topic: record.topic, reason, value: Buffer.from(record.value ?? []).toString() });
    });
    await this.boot(sagas, options);
    return this;
  }

  /** A process begins: whatever another one knew is gone but for store and bus. */
  async boot(sagas: readonly SagaDefinition[], options: Partial<CoordinatorOptions> = {}): Promise<void> {
    this.coordinator = await this.another(sagas, options);
  }

  /** The process ends as it should. */
  async drained(): Promise<void> {
    const drained = this.coordinator.drain(1_000);
    await this.clock.advance(2_000);
    await drained;
  }

  /** One more coordinator on the same store and bus. */
  async another(sagas: readonly SagaDefinition[], options: Partial<CoordinatorOptions> = {}): Promise<Coordinator> {
    const { clock, log, store, bus } = this;
    const { journal, instances } = store;
    const coordinator = createCoordinator({
      journal,
      instances,
      custody: store.custody,
      versions: store.versions,
      bus,
      clock,
      ids: seededIds((this.#processes += 1)),
      log,
      sagas,
      ...options,
    });
    const started = coordinator.start();
    await clock.advance(10);
    await started;
    return coordinator;
  }

  async send(request: Readonly<Record<string, unknown>>, key = 'order-42'): Promise<void> {
    await this.raw('saga.requests', key, JSON.stringify(request));
  }

  async report(result: Record<string, unknown>, key = 'order-42'): Promise<void> {
    await this.raw('saga.results', key, JSON.stringify(result));
  }

  async raw(topic: string, key: string | null, value: string): Promise<void> {
    await this.bus.publish([{ topic, key, value }]);
    await this.clock.advance(500);
  }

  async history(workflowId = 'order-42'): Promise<string[]> {
    const turns = await this.store.journal.page(`default/${workflowId}`, -1, 1_000);
    return turns.flatMap((turn) => turn.events.map((event) => event.type));
  }

  async status(workflowId = 'order-42'): Promise<string | undefined> {
    const [projection] = await this.store.instances.find([`default/${workflowId}`]);
    return projection?.status;
  }

  #topics(topic: string) {
    return [
      { topic, partitions: this.partitions },
      { topic: `${topic}.dlq`, partitions: 1 },
    ];
  }

  async #listen(topics: string[], take: (record: IncomingRecord) => void): Promise<void> {
    const subscribed = this.bus.subscribe(
      { group: `spec-${topics[0]}`, topics },
      { assigned: () => undefined, records: (_, records) => records.forEach(take), crashed: () => undefined },
    );
    await this.clock.quiet();
    await subscribed;
  }

  #execute(record: IncomingRecord): void {
    const command = parsed(record) as unknown as Command;
    // As any participant may, this one pays no heed to it.
    if (command.type === 'cancel') return;
    this.commands.push(command);
    const answer = this.answer(command);
    if (answer === undefined) return;
    const { namespace, workflowId, run, activityId, attempt, type } = command;
    const result = { namespace, workflowId, run, activityId, operation: type, attempt, ...answer };
    void this.bus.publish([{ topic: 'saga.results', key: workflowId, value: JSON.stringify(result) }]);
  }
}

function parsed(record: IncomingRecord): Record<string, unknown> {
  return JSON.parse(Buffer.from(record.value ?? []).toString()) as Record<string, unknown>;
}
