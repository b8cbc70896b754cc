import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { SagaDefinition } from '@skald/engine';
import type { FoundProvider } from '../discovery/found-provider.js';
import { foundProviders } from '../discovery/found-provider.js';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';

export interface FoundSaga extends FoundProvider {
  readonly definition: SagaDefinition;
}

/** Finds every provider that is a saga. */
@Injectable()
export class SagaExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly accessor: MetadataAccessor,
  ) {}

  explore(): readonly FoundSaga[] {
    return foundProviders(this.discovery).flatMap((provider) => {
      const metadata = this.accessor.saga(provider.type);
      if (metadata === undefined) return [];
      const { version, ...options } = metadata.version;
      const code = provider.instance as Pick<SagaDefinition, 'run'>;
      const run: SagaDefinition['run'] = (ctx, input) => code.run(ctx, input);
      return [{ ...provider, definition: { contract: metadata.contract, version, options, run } }];
    });
  }
}
