import type { OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { Coordinator } from '@skald/runtime';
import { createCoordinator, determinismGuard, systemClock, systemIds } from '@skald/runtime';
import { OpenAdapters } from '../adapters/open-adapters.js';
import { Meters } from '../health/meters.js';
import { endProcess } from '../life/end-process.js';
import { Lifecycle } from '../life/lifecycle.js';
import type { LivingPart, PartHealth } from '../life/living-part.js';
import { PatientStart } from '../life/patient-start.js';
import { nestLog } from '../logging/log.nest.js';
import { coordinatorOptions } from './configurable-coordinator.js';
import type { CoordinatorModuleOptions } from './coordinator-options.js';
import { SagaRegistrar } from './saga.registrar.js';
import { SourcesHost } from './sources-host.js';

const booting: PartHealth = { ready: false, problems: ['booting'], gauges: {} };

/** The coordinator of this process. */
@Injectable()
export class CoordinatorHost implements LivingPart, OnModuleInit {
  readonly name = 'coordinator';
  #coordinator: Coordinator | undefined;
  #starting: PatientStart | undefined;

  constructor(
    @Inject(coordinatorOptions) private readonly options: CoordinatorModuleOptions,
    private readonly registrar: SagaRegistrar,
    private readonly sources: SourcesHost,
    private readonly lifecycle: Lifecycle,
    private readonly meters: Meters,
    adapters: OpenAdapters,
  ) {
    adapters.use(options);
  }

  onModuleInit(): void {
    this.lifecycle.attach(this);
  }

  async start(): Promise<void> {
    const { store, drainMs: _, onFatal, ...settings } = this.options;
    const { clock = systemClock(), ids = systemIds(), log = nestLog() } = settings;
    const end = onFatal ?? endProcess(log);
    this.meters.expect(this.registrar.definitions.map(({ contract }) => contract.name));
    const coordinator = createCoordinator({
      guard: determinismGuard(log),
      meter: this.meters,
      ...settings,
      ...{
        journal: store.journal,
        instances: store.instances,
        custody: store.custody,
        versions: store.versions,
        clock,
        ids,
        log,
      },
      sagas: this.registrar.definitions,
    });
    coordinator.onFatal(end);
    this.#coordinator = coordinator;
    this.#starting = new PatientStart(clock, log);
    try {
      const isUp = await this.#starting.until('the coordinator', () => coordinator.start());
      if (!isUp) return;
      this.sources.begin();
      log.write('info', 'the coordinator takes in requests', { partitions: coordinator.health().partitions });
    } catch (error) {
      end(error as Error);
      throw error;
    }
  }

  async drain(): Promise<void> {
    const { drainMs = 25_000 } = this.options;
    this.#starting?.giveUp();
    // What has come of existing topics still becomes requests.
    await this.sources.drain(drainMs / 5);
    await this.#coordinator?.drain((drainMs * 4) / 5);
  }

  health(): PartHealth {
    if (this.#coordinator === undefined) return booting;
    const { ready, problems, partitions, waiting, cached, timers } = this.#coordinator.health();
    this.meters.timersPending(timers);
    const sources = this.sources.health();
    return {
      ready: ready && sources.ready,
      problems: [...problems, ...sources.problems],
      gauges: { partitions, waiting, cached, source_records: sources.waiting },
    };
  }
}
