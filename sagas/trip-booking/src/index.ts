export { guaranteeRoom, hotelStay, reserveRoom } from './hotel-stay.contracts.js';
export type { GuaranteedStay, Stay } from './hotel-stay.contracts.js';
export { HotelStayV1 } from './hotel-stay.saga.js';
export { TripBookingParticipantsModule } from './participants/participants.module.js';
export {
  chargeTraveller,
  confirmFare,
  holdCar,
  holdSeat,
  issueTickets,
  tripBooked,
  tripBooking,
} from './trip-booking.contracts.js';
export type { BookedTrip, Trip, TripView } from './trip-booking.contracts.js';
export { TripBookingSagaModule } from './trip-booking.module.js';
export { TripBookingV1 } from './trip-booking.saga.js';
