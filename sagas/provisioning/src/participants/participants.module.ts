import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { RecordedEffectsOptions } from '@skald/recorded-effects';
import { RecordedEffectsModule } from '@skald/recorded-effects';
import { Databases } from './databases.js';
import { Disks } from './disks.js';
import { HealthChecks } from './health-checks.js';
import { Names } from './names.js';
import { Zones } from './zones.js';

/** What a worker hosts. */
@Module({})
export class ProvisioningParticipantsModule {
  static forRoot(options: RecordedEffectsOptions): DynamicModule {
    return {
      module: ProvisioningParticipantsModule,
      imports: [RecordedEffectsModule.forRoot(options)],
      providers: [Databases, Disks, Zones, Names, HealthChecks],
    };
  }
}
