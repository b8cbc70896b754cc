import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { RecordedEffectsOptions } from '@skald/recorded-effects';
import { RecordedEffectsModule } from '@skald/recorded-effects';
import { Bank } from './bank.js';
import { Reminders } from './reminders.js';

/** What a worker hosts. */
@Module({})
export class SubscriptionBillingParticipantsModule {
  static forRoot(options: RecordedEffectsOptions): DynamicModule {
    return {
      module: SubscriptionBillingParticipantsModule,
      imports: [RecordedEffectsModule.forRoot(options)],
      providers: [Bank, Reminders],
    };
  }
}
