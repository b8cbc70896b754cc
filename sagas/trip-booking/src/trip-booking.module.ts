import { Module } from '@nestjs/common';
import { HotelStayV1 } from './hotel-stay.saga.js';
import { TripBookingV1 } from './trip-booking.saga.js';

/** What a coordinator hosts. */
@Module({ providers: [TripBookingV1, HotelStayV1] })
export class TripBookingSagaModule {}
