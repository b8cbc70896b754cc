import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { SagaDefinition } from '@skald/engine';
import type { FoundProvider } from '../discovery/found-provider.js';
import { foundProviders } from '../discovery/found-provider.js';
import { sagaDefinitionOf } from '../discovery/saga-definition.js';

export interface FoundSaga extends FoundProvider {
  readonly definition: SagaDefinition;
}

/** Finds every provider that is a saga. */
@Injectable()
export class SagaExplorer {
  constructor(private readonly discovery: DiscoveryService) {}

  explore(): readonly FoundSaga[] {
    return foundProviders(this.discovery).flatMap((provider) => {
      const definition = sagaDefinitionOf(provider.instance);
      return definition === undefined ? [] : [{ ...provider, definition }];
    });
  }
}
