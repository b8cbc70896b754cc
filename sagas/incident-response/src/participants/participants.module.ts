import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { RecordedEffectsOptions } from '@skald/recorded-effects';
import { RecordedEffectsModule } from '@skald/recorded-effects';
import { Approvals } from './approvals.js';
import { Pager } from './pager.js';
import { Playbooks } from './playbooks.js';

/** What a worker hosts. */
@Module({})
export class IncidentResponseParticipantsModule {
  static forRoot(options: RecordedEffectsOptions): DynamicModule {
    return {
      module: IncidentResponseParticipantsModule,
      imports: [RecordedEffectsModule.forRoot(options)],
      providers: [Pager, Approvals, Playbooks],
    };
  }
}
