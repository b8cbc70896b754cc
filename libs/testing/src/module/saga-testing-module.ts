import 'reflect-metadata';
import type { ModuleMetadata } from '@nestjs/common';
import { Test, type TestingModule, type TestingModuleBuilder } from '@nestjs/testing';
import type { Duration } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import { MemoryBroker, memoryBus, openEmbeddedStore } from '@skald/embedded';
import { Lifecycle, ParticipantModule, SagaClient, SagaClientModule, SagaCoordinatorModule } from '@skald/nest';
import { type RecordingLog, recordingLog } from '../virtual/recording-log.js';
import { seededIds } from '../virtual/seeded-ids.js';
import { type VirtualClock, virtualClock } from '../virtual/virtual-clock.js';
import { Connection } from './connection.js';
import { Faults } from './faults.js';

type Modules = NonNullable<ModuleMetadata['imports']>;

export interface SagaTestingOptions {
  /** Nest modules with `@Saga` providers: what the coordinator hosts. */
  readonly sagas: Modules;
  /** Nest modules with `@Executes` handlers: what the worker hosts. */
  readonly participants?: Modules;
  /** Topics of other systems, which sagas take starts and signals from. */
  readonly topics?: readonly string[];
  /** To replace providers, as with Nest's own testing module; called for every process. */
  readonly override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

export type ProcessName = 'coordinator' | 'worker' | 'client';

interface Process {
  readonly connection: Connection;
  readonly application: TestingModule;
}

/** Of the next second: time for everything that waits for no timer of a saga. */
const aMomentMs = 1_000;
const drainMs = 5_000;
const mostInstances = 10_000;

/**
 * Whole Nest modules at work: a coordinator, a worker and a client, each a process of its own in this one, over a store
 * and a bus in memory. Time passes only when told to.
 */
export class SagaTestingModule {
  readonly clock: VirtualClock = virtualClock();
  readonly log: RecordingLog = recordingLog();
  readonly faults = new Faults(this.clock);
  private readonly ids = seededIds(1);
  private readonly store = openEmbeddedStore({ file: ':memory:', clock: this.clock });
  private readonly broker = new MemoryBroker({ clock: this.clock, log: this.log });
  private readonly processes = new Map<ProcessName, Process>();

  private constructor(private readonly options: SagaTestingOptions) {}

  /** @throws BootRefused and whatever the modules throw at boot */
  static async create(options: SagaTestingOptions): Promise<SagaTestingModule> {
    const module = new SagaTestingModule(options);
    const { topics = [] } = options;
    await memoryBus(module.broker).createTopics(topics.map((topic) => ({ topic, partitions: 1 })));
    for (const name of ['coordinator', 'worker', 'client'] as const) await module.restart(name);
    return module;
  }

  get client(): SagaClient {
    return this.get('client', SagaClient);
  }

  /** A provider of one of the processes. */
  get<T>(process: ProcessName, token: abstract new (...dependencies: never[]) => T): T {
    const running = this.processes.get(process);
    if (running === undefined) throw new Error(`the ${process} is not running`);
    return running.application.get<T>(token, { strict: false });
  }

  /** Another system writes a record, its value as JSON; then whatever follows from it in a second. */
  async publish(topic: string, key: string, value: unknown): Promise<void> {
    await this.settled(memoryBus(this.broker).publish([{ topic, key, value: JSON.stringify(value) }]));
  }

  /** Lets everything happen that needs no more than a second, then gives what was waited for. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    // It may fail before anybody looks.
    promise.catch(() => undefined);
    await this.clock.advance(aMomentMs);
    return promise;
  }

  /** Timers fire and time-outs run out, each at its instant. */
  async timePasses(duration: Duration): Promise<void> {
    const { clock } = this;
    const until = clock.now() + milliseconds(duration, 'timePasses');
    while (clock.now() < until) {
      // What is to be written is written, then nothing happens until the next instance is to be woken.
      await clock.advance(Math.min(aMomentMs, until - clock.now()));
      const next = Math.min(until, ...(await this.wakings()).filter((at) => at > clock.now()));
      await clock.oversleep(Math.max(0, next - clock.now()));
    }
    await clock.advance(aMomentMs);
  }

  private async wakings(): Promise<readonly number[]> {
    const { instances } = this.store;
    const found = await instances.find(await instances.open(undefined, mostInstances));
    return [...this.faults.instants, ...found.flatMap((instance) => instance?.wakeAt ?? [])];
  }

  /** The process is gone in the middle of what it did: nothing it had not written or sent comes through any more. */
  async crash(name: ProcessName): Promise<void> {
    const process = this.processes.get(name);
    if (process === undefined) return;
    this.processes.delete(name);
    await process.connection.cut();
    await this.closed(process.application);
  }

  /** A new process; one that still runs is shut down in order first. */
  async restart(name: ProcessName): Promise<void> {
    const before = this.processes.get(name);
    if (before !== undefined) await this.closed(before.application);
    const connection = new Connection(this.faults, memoryBus(this.broker), this.store);
    const { override = (builder: TestingModuleBuilder) => builder } = this.options;
    const application = await override(
      Test.createTestingModule({ imports: this.modulesOf(name, connection) }),
    ).compile();
    await application.init();
    this.processes.set(name, { connection, application });
    await this.settled(application.get(Lifecycle, { strict: false }).start());
  }

  async close(): Promise<void> {
    for (const { application } of this.processes.values()) await this.closed(application);
    this.processes.clear();
    await this.store.close();
  }

  private modulesOf(name: ProcessName, { bus, store }: Connection): Modules {
    const { clock, log, ids, options } = this;
    const shared = { clock, log, ids, bus, drainMs, onFatal: () => undefined };
    switch (name) {
      case 'coordinator':
        return [...options.sagas, SagaCoordinatorModule.forRoot({ ...shared, store })];
      case 'worker':
        return [...(options.participants ?? []), ParticipantModule.forRoot({ ...shared, store })];
      case 'client':
        return [SagaClientModule.forRoot({ ...shared, store })];
    }
  }

  private async closed(application: TestingModule): Promise<void> {
    const closing = application.close();
    await this.clock.advance(2 * drainMs);
    await closing;
  }
}
