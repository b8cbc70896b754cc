import type { SagaContext } from '@skald/engine';
import { ActivityFailure, SagaFailure } from '@skald/engine';
import { Saga } from '@skald/nest';
import { hotelStay } from './hotel-stay.contracts.js';
import type { BookedTrip, Trip, TripView } from './trip-booking.contracts.js';
import {
  chargeTraveller,
  confirmFare,
  holdCar,
  holdSeat,
  issueTickets,
  tripBooked,
  tripBooking,
} from './trip-booking.contracts.js';

interface Seat {
  readonly airline: string;
  readonly holdId: string;
  readonly fare: number;
}

@Saga(tripBooking, { version: 1, timeout: '1 day' })
export class TripBookingV1 {
  async run(ctx: SagaContext<TripView>, trip: Trip): Promise<BookedTrip> {
    let view: TripView = { stage: 'holding', refusals: [] };
    const show = (news: Partial<TripView>): void => {
      view = { ...view, ...news };
      ctx.view(view);
      ctx.attributes({ stage: view.stage });
    };
    ctx.attributes({ traveller: trip.traveller });
    show({});

    const [seat, car, room] = await Promise.all([
      this.seat(ctx, trip, (airline, reason) => show({ refusals: [...view.refusals, { airline, reason }] })),
      this.car(ctx, trip),
      this.room(ctx, trip),
    ]);
    show({ stage: 'charging', airline: seat.airline, fare: seat.fare, car, room });
    const { tripId, traveller, card, to } = trip;
    const { paymentId } = await ctx.activity(chargeTraveller, { tripId, amount: seat.fare, card }, { id: 'charge' });

    ctx.pivot();
    show({ stage: 'ticketing' });
    const { tickets } = await ctx.activity(issueTickets, { traveller, to, holds: [seat.holdId, car, room] });
    show({ stage: 'booked' });
    ctx.emit(tripBooked, { tripId, airline: seat.airline });
    return { airline: seat.airline, paymentId, tickets };
  }

  /** The first airline whose seat can be held at the fare it said; what was held of the others is given back before. */
  private async seat(
    ctx: SagaContext,
    { tripId, airlines, from, to }: Trip,
    refused: (airline: string, reason: string) => void,
  ): Promise<Seat> {
    for (const airline of airlines) {
      try {
        return await ctx.scope(async () => {
          const { holdId } = await ctx.activity(holdSeat, { tripId, airline, from, to });
          const { fare } = await ctx.activity(confirmFare, { airline, holdId });
          return { airline, holdId, fare };
        });
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        refused(airline, error.type);
      }
    }
    throw new SagaFailure('NoFlight', `none of ${airlines.join(', ')} flies from ${from} to ${to} as it was said`);
  }

  private async car(ctx: SagaContext, { tripId, carClass, nights }: Trip): Promise<string> {
    return (await ctx.activity(holdCar, { tripId, carClass, days: nights + 1 })).holdId;
  }

  private async room(ctx: SagaContext, { tripId, traveller, hotel, nights }: Trip): Promise<string> {
    const stay = { tripId, guest: traveller, hotel, nights };
    return (await ctx.child(hotelStay, { input: stay, id: 'hotel' })).reservationId;
  }
}
