import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { RecordedEffectsOptions } from '@skald/recorded-effects';
import { RecordedEffectsModule } from '@skald/recorded-effects';
import { Airlines } from './airlines.js';
import { Cars } from './cars.js';
import { Hotels } from './hotels.js';
import { TicketOffice } from './ticket-office.js';
import { TravelPayments } from './travel-payments.js';

/** What a worker hosts. */
@Module({})
export class TripBookingParticipantsModule {
  static forRoot(options: RecordedEffectsOptions): DynamicModule {
    return {
      module: TripBookingParticipantsModule,
      imports: [RecordedEffectsModule.forRoot(options)],
      providers: [Airlines, Cars, Hotels, TravelPayments, TicketOffice],
    };
  }
}
