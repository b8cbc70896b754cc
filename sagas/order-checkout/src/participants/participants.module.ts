import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { EffectStore } from './effects/effect-store.js';
import { RecordedEffects } from './effects/recorded-effects.js';
import { Inventory } from './inventory.js';
import { Mail } from './mail.js';
import { Payments } from './payments.js';
import { Shipping } from './shipping.js';

export interface OrderCheckoutParticipantsOptions {
  readonly effects: EffectStore;
}

/** What a worker hosts. */
@Module({})
export class OrderCheckoutParticipantsModule {
  static forRoot({ effects }: OrderCheckoutParticipantsOptions): DynamicModule {
    return {
      module: OrderCheckoutParticipantsModule,
      providers: [{ provide: EffectStore, useValue: effects }, RecordedEffects, Inventory, Payments, Shipping, Mail],
    };
  }
}
