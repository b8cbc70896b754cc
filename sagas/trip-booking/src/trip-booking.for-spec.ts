import { activity, child, sagaOf, sagaSpecification } from '@skald/testing';
import { guaranteeRoom, hotelStay, reserveRoom, type Stay } from './hotel-stay.contracts.js';
import { HotelStayV1 } from './hotel-stay.saga.js';
import { chargeTraveller, confirmFare, holdCar, holdSeat, issueTickets, type Trip } from './trip-booking.contracts.js';
import { TripBookingV1 } from './trip-booking.saga.js';

export const trip: Trip = {
  tripId: '7',
  traveller: 'ana',
  from: 'Porto',
  to: 'Oslo',
  nights: 3,
  airlines: ['AIR-ONE', 'AIR-TWO'],
  carClass: 'small',
  hotel: 'Harbour',
  card: '4242',
};

export const booking = sagaSpecification(TripBookingV1);
export const seat = activity(holdSeat).returns(({ airline }) => ({ holdId: `seat-${airline}` }));
export const fare = activity(confirmFare).returns({ fare: 420 });
export const car = activity(holdCar).returns({ holdId: 'car-1' });
export const room = activity(reserveRoom).returns({ reservationId: 'room-1' });
export const guarantee = activity(guaranteeRoom).returns({ guaranteeId: 'g-1' });
export const hotel = child(hotelStay).runs(sagaOf(HotelStayV1));
export const paid = activity(chargeTraveller).returns({ paymentId: 'p-1' });
export const issued = activity(issueTickets).returns({ tickets: ['t-1'] });

export const stay: Stay = { tripId: '7', guest: 'ana', hotel: 'Harbour', nights: 3 };
export const staying = sagaSpecification(HotelStayV1);
