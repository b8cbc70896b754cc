import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { CoordinatorModuleOptions } from '@skald/nest';
import { SagaCoordinatorModule } from '@skald/nest';
import type { NestModule } from './load-sagas.js';

@Module({})
export class CoordinatorAppModule {
  static with(sagas: readonly NestModule[], options: CoordinatorModuleOptions): DynamicModule {
    return { module: CoordinatorAppModule, imports: [...sagas, SagaCoordinatorModule.forRoot(options)] };
  }
}
