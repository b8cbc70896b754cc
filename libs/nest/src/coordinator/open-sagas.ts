import type { INestApplicationContext, ModuleMetadata } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import type { SagaDefinition } from '@skald/engine';
import { SagaExplorer } from './saga.explorer.js';
import { SagaRegistrar } from './saga.registrar.js';

export interface OpenSagas {
  readonly definitions: readonly SagaDefinition[];
  close(): Promise<void>;
}

/**
 * The sagas of these Nest modules with no coordinator around them: for tools.
 * @throws BootRefused
 */
export async function openSagas(modules: NonNullable<ModuleMetadata['imports']>): Promise<OpenSagas> {
  @Module({ imports: [DiscoveryModule, ...modules], providers: [SagaExplorer, SagaRegistrar] })
  class SagasAlone {}
  const context: INestApplicationContext = await NestFactory.createApplicationContext(SagasAlone, {
    logger: false,
    abortOnError: false,
  });
  return { definitions: context.get(SagaRegistrar).definitions, close: () => context.close() };
}
