import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { RecordedEffectsOptions } from '@skald/recorded-effects';
import { RecordedEffectsModule } from '@skald/recorded-effects';
import { Inventory } from './inventory.js';
import { Mail } from './mail.js';
import { Payments } from './payments.js';
import { Shipping } from './shipping.js';

/** What a worker hosts. */
@Module({})
export class OrderCheckoutParticipantsModule {
  static forRoot(options: RecordedEffectsOptions): DynamicModule {
    return {
      module: OrderCheckoutParticipantsModule,
      imports: [RecordedEffectsModule.forRoot(options)],
      providers: [Inventory, Payments, Shipping, Mail],
    };
  }
}
