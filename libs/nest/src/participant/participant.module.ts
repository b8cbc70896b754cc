import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { SkaldCoreModule } from '../life/skald-core.module.js';
import { HandlerExplorer } from './handler.explorer.js';
import { HandlerRegistrar } from './handler.registrar.js';
import { ParticipantHost } from './participant-host.js';
import { ConfigurableParticipantModule } from './configurable-participant.js';
import { RpcCalls } from './rpc-call.js';

/** Carries out commands with every `@Executes` and `@Compensates` method of the application. */
@Module({
  imports: [DiscoveryModule, SkaldCoreModule],
  providers: [MetadataAccessor, HandlerExplorer, RpcCalls, HandlerRegistrar, ParticipantHost],
  exports: [SkaldCoreModule],
})
export class ParticipantModule extends ConfigurableParticipantModule {}
