import type { DynamicModule, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import type { SagaDefinition } from '@skald/engine';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { SagaExplorer } from './saga.explorer.js';
import { SagaRegistrar } from './saga.registrar.js';

@Module({ imports: [DiscoveryModule], providers: [MetadataAccessor, SagaExplorer, SagaRegistrar] })
class RegisteredSagasModule {
  static with(modules: readonly (Type | DynamicModule)[]): DynamicModule {
    return { module: RegisteredSagasModule, imports: [...modules] };
  }
}

/**
 * What a coordinator with these modules would run; nothing is started.
 * @throws BootRefused
 */
export async function registeredSagas(modules: readonly (Type | DynamicModule)[]): Promise<readonly SagaDefinition[]> {
  const context = await NestFactory.createApplicationContext(RegisteredSagasModule.with(modules), {
    logger: false,
    abortOnError: false,
  });
  try {
    return context.get(SagaRegistrar).definitions;
  } finally {
    await context.close();
  }
}
