import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IncidentResponseParticipantsModule, IncidentResponseSagaModule } from '@skald/incident-response';
import type { CoordinatorModuleOptions, GatewayModuleOptions, ParticipantModuleOptions } from '@skald/nest';
import { GatewayModule, ParticipantModule, SagaCoordinatorModule } from '@skald/nest';
import { OrderCheckoutParticipantsModule, OrderCheckoutSagaModule } from '@skald/order-checkout';
import { ProvisioningParticipantsModule, ProvisioningSagaModule } from '@skald/provisioning';
import type { EffectStore } from '@skald/recorded-effects';
import { SubscriptionBillingParticipantsModule, SubscriptionBillingSagaModule } from '@skald/subscription-billing';
import { TripBookingParticipantsModule, TripBookingSagaModule } from '@skald/trip-booking';

export interface StandaloneModuleOptions {
  readonly effects: EffectStore;
  readonly coordinator: CoordinatorModuleOptions;
  readonly participant: ParticipantModuleOptions;
  readonly gateway: GatewayModuleOptions;
}

/** Everything in one process. */
@Module({})
export class StandaloneAppModule {
  static with({ effects, coordinator, participant, gateway }: StandaloneModuleOptions): DynamicModule {
    return {
      module: StandaloneAppModule,
      imports: [
        OrderCheckoutSagaModule,
        IncidentResponseSagaModule,
        ProvisioningSagaModule,
        SubscriptionBillingSagaModule,
        TripBookingSagaModule,
        OrderCheckoutParticipantsModule.forRoot({ effects }),
        IncidentResponseParticipantsModule.forRoot({ effects }),
        ProvisioningParticipantsModule.forRoot({ effects }),
        SubscriptionBillingParticipantsModule.forRoot({ effects }),
        TripBookingParticipantsModule.forRoot({ effects }),
        SagaCoordinatorModule.forRoot(coordinator),
        ParticipantModule.forRoot(participant),
        GatewayModule.forRoot(gateway),
      ],
    };
  }
}
