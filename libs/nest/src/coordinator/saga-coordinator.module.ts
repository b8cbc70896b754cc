import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SkaldCoreModule } from '../life/skald-core.module.js';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { ConfigurableCoordinatorModule } from './configurable-coordinator.js';
import { CoordinatorHost } from './coordinator-host.js';
import { SagaExplorer } from './saga.explorer.js';
import { SagaRegistrar } from './saga.registrar.js';
import { SourceExplorer } from './source.explorer.js';
import { SourcesHost } from './sources-host.js';

/** Runs every `@Saga` provider of the application, and takes in the existing topics that providers name. */
@Module({
  imports: [DiscoveryModule, SkaldCoreModule],
  providers: [MetadataAccessor, SagaExplorer, SagaRegistrar, SourceExplorer, SourcesHost, CoordinatorHost],
  exports: [SkaldCoreModule],
})
export class SagaCoordinatorModule extends ConfigurableCoordinatorModule {}
