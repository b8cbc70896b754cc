import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { CompensatesMetadata } from '../decorators/compensates.decorator.js';
import type { ExecutesMetadata } from '../decorators/executes.decorator.js';
import type { FoundProvider } from '../discovery/found-provider.js';
import { foundProviders } from '../discovery/found-provider.js';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';

interface FoundMethod extends FoundProvider {
  readonly method: string;
}

export interface FoundExecute extends FoundMethod, ExecutesMetadata {}
export interface FoundCompensate extends FoundMethod, CompensatesMetadata {}

export interface FoundHandlers {
  readonly executes: readonly FoundExecute[];
  readonly compensates: readonly FoundCompensate[];
}

/** Finds every method that carries out or undoes an activity. */
@Injectable()
export class HandlerExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly accessor: MetadataAccessor,
  ) {}

  explore(): FoundHandlers {
    const executes: FoundExecute[] = [];
    const compensates: FoundCompensate[] = [];
    for (const provider of foundProviders(this.discovery)) {
      const prototype = Object.getPrototypeOf(provider.instance) as Record<string, object>;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const found = { ...provider, name: `${provider.name}.${method}`, method };
        const forward = this.accessor.executes(prototype[method]!);
        const undo = this.accessor.compensates(prototype[method]!);
        if (forward !== undefined) executes.push({ ...found, ...forward });
        if (undo !== undefined) compensates.push({ ...found, ...undo });
      }
    }
    return { executes, compensates };
  }
}
