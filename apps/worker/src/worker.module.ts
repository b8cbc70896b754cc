import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { ParticipantModuleOptions } from '@skald/nest';
import { ParticipantModule } from '@skald/nest';
import { OrderCheckoutParticipantsModule } from '@skald/order-checkout';
import type { EffectStore } from '@skald/recorded-effects';

@Module({})
export class WorkerAppModule {
  static with(effects: EffectStore, options: ParticipantModuleOptions): DynamicModule {
    return {
      module: WorkerAppModule,
      imports: [OrderCheckoutParticipantsModule.forRoot({ effects }), ParticipantModule.forRoot(options)],
    };
  }
}
