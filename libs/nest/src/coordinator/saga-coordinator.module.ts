import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { SkaldCoreModule } from '../life/skald-core.module.js';
import { ConfigurableCoordinatorModule } from './configurable-coordinator.js';
import { CoordinatorHost } from './coordinator-host.js';
import { SagaExplorer } from './saga.explorer.js';
import { SagaRegistrar } from './saga.registrar.js';

/** Runs every `@Saga` provider of the application. */
@Module({
  imports: [DiscoveryModule, SkaldCoreModule],
  providers: [MetadataAccessor, SagaExplorer, SagaRegistrar, CoordinatorHost],
  exports: [SkaldCoreModule],
})
export class SagaCoordinatorModule extends ConfigurableCoordinatorModule {}
