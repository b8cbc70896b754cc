import type { SagaDefinition, Turn } from '@skald/engine';
import type { JournalWrite } from '../../checker/evidence/journal-dump.js';
import { recordingLog } from '../../virtual/recording-log.js';
import { SimulatedBroker } from '../broker/simulated-broker.js';
import { Kernel } from '../kernel/kernel.js';
import { Random } from '../kernel/random.js';
import { Trace } from '../kernel/trace.js';
import { OutsideWorld } from '../outside/outside-world.js';
import type { SimulatedProcess } from '../process/simulated-process.js';
import { Sometimes } from '../sometimes.js';
import { SimulatedMongo } from '../store/simulated-mongo.js';
import type { Swarm } from '../swarm/swarm.js';
import { SwarmFates } from '../swarm/swarm-fates.js';
import { Storm } from '../swarm/storm.js';
import type { Workload } from '../workload/workload.js';
import { bootClient } from './boot-client.js';
import { bootCoordinator } from './boot-coordinator.js';
import { bootWorker } from './boot-worker.js';
import { Caller } from './caller.js';
import type { Part } from './host.js';
import { Host } from './host.js';
import { Observer } from './observer.js';

/** What is simulated: sagas, and what goes on around them in one seed. */
export interface Simulated {
  readonly sagas: readonly SagaDefinition[];
  readonly workload: (random: Random) => Workload;
}

const traced = 400;

/** One simulated world: broker, store, the world outside, and processes that live and die in it. */
export class House {
  readonly trace = new Trace(traced);
  readonly sometimes = new Sometimes();
  readonly log = recordingLog();
  readonly random: Random;
  readonly kernel: Kernel;
  readonly fates: SwarmFates;
  readonly broker: SimulatedBroker;
  readonly store: SimulatedMongo;
  readonly outside: OutsideWorld;
  readonly observer: Observer;
  readonly workload: Workload;
  readonly storm: Storm;
  readonly writes: JournalWrite[] = [];
  readonly earlier: (readonly Turn[])[] = [];
  readonly callers: readonly Caller[];
  readonly hosts: readonly Host[];
  readonly coordinators: readonly Host[];
  private seeds = 0;
  private isHealed = false;

  constructor(
    seed: number,
    readonly swarm: Swarm,
    private readonly simulated: Simulated,
  ) {
    this.random = new Random(seed);
    this.kernel = new Kernel(this.random, this.trace);
    const { kernel, random, sometimes } = this;
    this.fates = new SwarmFates(swarm, random.fork('fates'), sometimes);
    const { notTaken, replicationMs } = swarm;
    this.broker = new SimulatedBroker({
      ...{ kernel, random: random.fork('broker'), sometimes, replicationMs, notTaken },
      onRebalance: () => this.outside.isBusy && sometimes.saw('a group rebalanced during an activity'),
    });
    const { acknowledge, brokenOff, deposedMs } = swarm;
    this.store = new SimulatedMongo({
      ...{ kernel, random: random.fork('store'), sometimes, replicationMs, acknowledge, brokenOff, deposedMs },
    });
    this.observer = new Observer(kernel, this.store);
    this.outside = new OutsideWorld(() => kernel.now);
    this.workload = simulated.workload(random.fork('workload'));
    this.callers = this.workload.calls.map((planned, i) => new Caller(kernel, `client-${i}`, planned));
    const clients = this.callers.map((caller, i) =>
      this.host(`client-${i}`, (process) => bootClient(process, this, caller)),
    );
    this.coordinators = this.several('coordinator', swarm.coordinators, (process) => this.coordinator(process));
    const workers = this.several('worker', swarm.workers, (process) => this.worker(process));
    this.hosts = [...this.coordinators, ...workers, ...clients];
    this.storm = new Storm({ ...this.parts, hosts: this.hosts });
    for (const host of this.hosts) host.boot();
  }

  /** Nothing goes wrong any more, and everything that was down is back. */
  heal(): void {
    this.isHealed = true;
    this.fates.heal();
    this.storm.end();
    this.broker.heal();
    this.store.heal();
  }

  get strikes(): number {
    return this.fates.strikes + this.storm.strikes;
  }

  private get parts() {
    const { kernel, sometimes, swarm, broker, store } = this;
    return { kernel, sometimes, swarm, broker, store, random: this.random.fork('storm') };
  }

  private several(name: string, count: number, boot: (process: SimulatedProcess) => Part): readonly Host[] {
    return Array.from({ length: count }, (_, i) => this.host(`${name}-${i}`, boot));
  }

  private host(name: string, boot: (process: SimulatedProcess) => Part): Host {
    const { kernel, fates, log, swarm } = this;
    const random = this.random.fork(name);
    const { clockOffsetMs: most } = swarm;
    return new Host({
      ...{ kernel, random, fates, name, log, boot },
      clockOffsetMs: most === 0 ? 0 : random.integer(-most, most),
      awayMs: () => (this.isHealed ? 0 : swarm.awayMs),
      nextSeed: () => ++this.seeds,
    });
  }

  private coordinator(process: SimulatedProcess): Part {
    const { broker, store, writes, swarm } = this;
    const { partitions, cacheBytes } = swarm;
    return bootCoordinator(process, { broker, store, writes, partitions, cacheBytes, sagas: this.simulated.sagas });
  }

  private worker(process: SimulatedProcess): Part {
    const { broker, store, outside, workload, swarm } = this;
    const { partitions } = swarm;
    return bootWorker(process, { broker, store, outside, partitions, handlers: workload.handlers });
  }
}
