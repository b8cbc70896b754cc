import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IncidentResponseParticipantsModule } from '@skald/incident-response';
import type { ParticipantModuleOptions } from '@skald/nest';
import { ParticipantModule } from '@skald/nest';
import { OrderCheckoutParticipantsModule } from '@skald/order-checkout';
import { ProvisioningParticipantsModule } from '@skald/provisioning';
import type { EffectStore } from '@skald/recorded-effects';
import { SubscriptionBillingParticipantsModule } from '@skald/subscription-billing';
import { TripBookingParticipantsModule } from '@skald/trip-booking';

@Module({})
export class WorkerAppModule {
  static with(effects: EffectStore, options: ParticipantModuleOptions): DynamicModule {
    return {
      module: WorkerAppModule,
      imports: [
        OrderCheckoutParticipantsModule.forRoot({ effects }),
        IncidentResponseParticipantsModule.forRoot({ effects }),
        SubscriptionBillingParticipantsModule.forRoot({ effects }),
        ProvisioningParticipantsModule.forRoot({ effects }),
        TripBookingParticipantsModule.forRoot({ effects }),
        ParticipantModule.forRoot(options),
      ],
    };
  }
}
