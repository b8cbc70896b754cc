import { defineActivity, defineDomainEvent, defineSaga } from '@skald/contracts';
import { z } from 'zod';

const Trip = z.object({
  tripId: z.string().min(1),
  traveller: z.string().min(1),
  from: z.string().min(1),
  /** To NOWHERE no ticket is issued. */
  to: z.string().min(1),
  nights: z.int().positive(),
  /** Asked in this order. AIR-FULL has no seat, AIR-DEARER raises the fare between hold and confirmation. */
  airlines: z.array(z.string().min(1)).min(1),
  /** Of the class NONE there is no car. */
  carClass: z.string().min(1),
  /** HOTEL-FULL has no room, HOTEL-CASH takes no guarantee. */
  hotel: z.string().min(1),
  /** One that ends in 0002 is declined. */
  card: z.string().min(1),
});
export type Trip = z.infer<typeof Trip>;

const BookedTrip = z.object({ airline: z.string(), paymentId: z.string(), tickets: z.array(z.string()) });
export type BookedTrip = z.infer<typeof BookedTrip>;

const HoldSeat = z.object({ tripId: z.string(), airline: z.string(), from: z.string(), to: z.string() });
export type HoldSeat = z.infer<typeof HoldSeat>;
const ConfirmFare = z.object({ airline: z.string(), holdId: z.string() });
export type ConfirmFare = z.infer<typeof ConfirmFare>;
const HoldCar = z.object({ tripId: z.string(), carClass: z.string(), days: z.int().positive() });
export type HoldCar = z.infer<typeof HoldCar>;
const ChargeTraveller = z.object({ tripId: z.string(), amount: z.number().nonnegative(), card: z.string() });
export type ChargeTraveller = z.infer<typeof ChargeTraveller>;
const IssueTickets = z.object({ traveller: z.string(), to: z.string(), holds: z.array(z.string()) });
export type IssueTickets = z.infer<typeof IssueTickets>;

const Held = z.object({ holdId: z.string() });
export type Held = z.infer<typeof Held>;

export const holdSeat = defineActivity('flights.hold', {
  input: HoldSeat,
  output: Held,
  errors: ['NoSeat'],
  compensable: true,
  timeout: '20s',
});

export const confirmFare = defineActivity('flights.confirm-fare', {
  input: ConfirmFare,
  output: z.object({ fare: z.number().nonnegative() }),
  errors: ['FareRaised'],
  timeout: '20s',
});

export const holdCar = defineActivity('cars.hold', {
  input: HoldCar,
  output: Held,
  errors: ['NoCar'],
  compensable: true,
  timeout: '20s',
});

export const chargeTraveller = defineActivity('trip-payments.charge', {
  input: ChargeTraveller,
  output: z.object({ paymentId: z.string() }),
  errors: ['CardDeclined'],
  compensable: true,
  retry: { maxAttempts: 3 },
  timeout: '30s',
  compensation: { retry: { maxAttempts: 50 } },
});

export const issueTickets = defineActivity('tickets.issue', {
  input: IssueTickets,
  output: z.object({ tickets: z.array(z.string()) }),
  errors: ['NotIssued'],
  timeout: '20s',
});

export const tripBooked = defineDomainEvent('trips.booked', z.object({ tripId: z.string(), airline: z.string() }));

const TripView = z.object({
  stage: z.enum(['holding', 'charging', 'ticketing', 'booked']),
  /** Airlines that were asked in vain, with the reason. */
  refusals: z.array(z.object({ airline: z.string(), reason: z.string() })),
  airline: z.string().optional(),
  fare: z.number().optional(),
  car: z.string().optional(),
  room: z.string().optional(),
});
export type TripView = z.infer<typeof TripView>;

export const tripBooking = defineSaga('trip-booking', { input: Trip, output: BookedTrip, view: TripView });
