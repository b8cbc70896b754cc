import type { OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { SagaDefinition } from '@skald/engine';
import { BootRefused } from '../errors/boot-refused.error.js';
import { sagaProblems } from './saga-problems.js';
import type { FoundSaga } from './saga.explorer.js';
import { SagaExplorer } from './saga.explorer.js';

/** Holds the sagas of this process, once they passed the boot checks. */
@Injectable()
export class SagaRegistrar implements OnModuleInit, OnApplicationBootstrap {
  #sagas: readonly FoundSaga[] = [];

  constructor(private readonly explorer: SagaExplorer) {}

  get definitions(): readonly SagaDefinition[] {
    return this.#sagas.map(({ definition }) => definition);
  }

  /** @throws BootRefused */
  onModuleInit(): void {
    this.#sagas = this.explorer.explore();
    const problems = sagaProblems(this.#sagas);
    if (problems.length > 0) throw new BootRefused(problems);
  }

  onApplicationBootstrap(): void {
    // All instances of a saga share this one object: what it kept between turns would differ on replay.
    for (const { instance } of this.#sagas) Object.freeze(instance);
  }
}
