import { Inject, Injectable } from '@nestjs/common';
import type { Sources, SourcesHealth } from '@skald/runtime';
import { createSources, systemClock, systemIds } from '@skald/runtime';
import { endProcess } from '../life/end-process.js';
import { Meters } from '../health/meters.js';
import { nestLog } from '../logging/log.nest.js';
import { coordinatorOptions } from './configurable-coordinator.js';
import type { CoordinatorModuleOptions } from './coordinator-options.js';
import { SourceExplorer } from './source.explorer.js';

/** The existing topics that this process takes records of; its life is the coordinator's. */
@Injectable()
export class SourcesHost {
  #sources: Sources | undefined;
  #isDraining = false;

  constructor(
    @Inject(coordinatorOptions) private readonly options: CoordinatorModuleOptions,
    private readonly explorer: SourceExplorer,
    private readonly meters: Meters,
  ) {}

  /** Not waited for: a topic that others have yet to create must not keep sagas from running. */
  begin(): void {
    // Told to end while the coordinator began.
    if (this.#isDraining) return;
    const { bus, clock = systemClock(), ids = systemIds(), log = nestLog(), onFatal } = this.options;
    const { prefix, group, createTopics } = this.options;
    const end = onFatal ?? endProcess(log);
    this.#sources = createSources({
      ...{ bus, clock, ids, log, sources: this.explorer.sources, onCrash: end, meter: this.meters },
      ...(prefix !== undefined && { prefix }),
      ...(group !== undefined && { group }),
      ...(createTopics !== undefined && { createTopics }),
    });
    this.#sources.start().catch((error: unknown) => end(error as Error));
  }

  async drain(timeoutMs: number): Promise<void> {
    this.#isDraining = true;
    await this.#sources?.drain(timeoutMs);
  }

  health(): SourcesHealth {
    return this.#sources?.health() ?? { ready: true, problems: [], waiting: 0 };
  }
}
