import { Injectable } from '@nestjs/common';
import type { Pingable } from '../adapters/open-adapters.js';
import { OpenAdapters } from '../adapters/open-adapters.js';
import { Lifecycle } from '../life/lifecycle.js';

export interface Readiness {
  readonly ready: boolean;
  readonly problems: readonly string[];
}

/** Whether this process is to be given work. That it lives never depends on Kafka or MongoDB. */
@Injectable()
export class Health {
  #asked: Promise<readonly string[]> | undefined;

  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly adapters: OpenAdapters,
  ) {}

  async ready(): Promise<Readiness> {
    if (this.lifecycle.stage === 'draining') return { ready: false, problems: ['this process is shutting down'] };
    const problems = [...this.#ofParts(), ...(await this.#ofAdapters())];
    return { ready: problems.length === 0, problems };
  }

  #ofParts(): readonly string[] {
    return this.lifecycle.parts.flatMap((part) => {
      const { ready, problems } = part.health();
      if (ready) return [];
      return problems.length === 0
        ? [`${part.name}: not ready`]
        : problems.map((problem) => `${part.name}: ${problem}`);
    });
  }

  /** Those who ask at the same time share the answer. */
  #ofAdapters(): Promise<readonly string[]> {
    this.#asked ??= Promise.all(this.adapters.all.map(problemOf)).then((problems) => {
      this.#asked = undefined;
      return problems.filter((problem) => problem !== undefined);
    });
    return this.#asked;
  }
}

async function problemOf({ name, ping }: Pingable): Promise<string | undefined> {
  try {
    await ping();
    return undefined;
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
