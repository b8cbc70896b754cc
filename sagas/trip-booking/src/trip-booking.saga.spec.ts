import { describe, expect, it } from '@jest/globals';
import {
  activity,
  cancel,
  canceled,
  compensated,
  completed,
  emitted,
  executed,
  failed,
  forwardFailed,
  not,
  operator,
  start,
} from '@skald/testing';
import { guaranteeRoom, hotelStay, reserveRoom } from './hotel-stay.contracts.js';
import { chargeTraveller, confirmFare, holdCar, holdSeat, issueTickets, tripBooked } from './trip-booking.contracts.js';
import {
  booking,
  car,
  fare,
  guarantee,
  hotel,
  issued,
  paid,
  room,
  seat,
  stay,
  staying,
  trip,
} from './trip-booking.for-spec.js';

describe('trip-booking', () => {
  it('holds everything together, charges the fare, and issues tickets', async () => {
    const booked = await booking
      .given(seat, fare, car, room, guarantee, hotel, paid, issued)
      .when(start(trip))
      .then(
        completed({ airline: 'AIR-ONE', paymentId: 'p-1', tickets: ['t-1'] }),
        executed(chargeTraveller, { tripId: '7', amount: 420, card: '4242' }),
        executed(issueTickets, { traveller: 'ana', to: 'Oslo', holds: ['seat-AIR-ONE', 'car-1', 'room-1'] }),
        emitted(tripBooked, { tripId: '7', airline: 'AIR-ONE' }),
      );
    const { attributes, view } = booked.standing;
    expect(attributes).toEqual([
      { k: 'traveller', v: 'ana' },
      { k: 'stage', v: 'booked' },
    ]);
    expect(view).toEqual({
      ...{ stage: 'booked', refusals: [], airline: 'AIR-ONE', fare: 420, car: 'car-1', room: 'room-1' },
    });
  });

  it('asks the next airline when there is no seat', async () => {
    const booked = await booking
      .given(activity(holdSeat).fails('NoSeat', { times: 1 }).returns({ holdId: 'seat-2' }), fare)
      .given(car, room, guarantee, hotel, paid, issued)
      .when(start(trip))
      .then(completed({ airline: 'AIR-TWO', paymentId: 'p-1', tickets: ['t-1'] }));
    expect(booked.undone).toEqual([]);
    expect(booked.standing.view).toMatchObject({ refusals: [{ airline: 'AIR-ONE', reason: 'NoSeat' }] });
  });

  it('gives the seat back before it asks the next airline when the fare was raised', async () => {
    const booked = await booking
      .given(seat, activity(confirmFare).fails('FareRaised', { times: 1 }).returns({ fare: 500 }))
      .given(car, room, guarantee, hotel, paid, issued)
      .when(start(trip))
      .then(completed({ airline: 'AIR-TWO', paymentId: 'p-1', tickets: ['t-1'] }));
    expect(booked.undone).toEqual([holdSeat.name]);
    expect(booked.standing.view).toMatchObject({ refusals: [{ airline: 'AIR-ONE', reason: 'FareRaised' }], fare: 500 });
  });

  it('gives car and room back when no airline is left', () =>
    booking
      .given(seat, activity(confirmFare).fails('FareRaised'), car, room, guarantee, hotel)
      .when(start(trip))
      .then(failed('NoFlight'), compensated(holdSeat, holdSeat, hotelStay, holdCar), not(executed(chargeTraveller))));

  it('gives seat and room back when there is no car', async () => {
    const ended = await booking
      .given(seat, fare, activity(holdCar).fails('NoCar'), room, guarantee, hotel)
      .when(start(trip))
      .then(failed('NoCar'), compensated(), not(executed(chargeTraveller)));
    expect(ended.undone).toEqual(expect.arrayContaining([holdSeat.name, hotelStay.name]));
    expect(ended.undone).not.toContain(holdCar.name);
  });

  it('gives seat and car back when there is no room', () =>
    booking
      .given(seat, fare, car, activity(reserveRoom).fails('NoRoom'), hotel)
      .when(start(trip))
      .then(failed('NoRoom'), compensated(holdCar, holdSeat), not(executed(chargeTraveller))));

  it('gives seat and car back when the hotel takes no guarantee', () =>
    booking
      .given(seat, fare, car, room, activity(guaranteeRoom).fails('GuaranteeRefused'), hotel)
      .when(start(trip))
      .then(failed('GuaranteeRefused'), compensated(holdCar, holdSeat)));

  it('gives back the hotel as one unit, the car, and the seat when the card is declined', () =>
    booking
      .given(seat, fare, car, room, guarantee, hotel, activity(chargeTraveller).fails('CardDeclined'))
      .when(start(trip))
      .then(failed('CardDeclined'), compensated(hotelStay, holdCar, holdSeat), not(executed(issueTickets))));

  it('gives back what may have been paid when nobody knows', () =>
    booking
      .given(seat, fare, car, room, guarantee, hotel, activity(chargeTraveller).timesOut())
      .when(start(trip))
      .then(failed('skald.Timeout'), compensated(chargeTraveller, hotelStay, holdCar, holdSeat)));

  it('gives everything back, also what may have been paid, when it is cancelled meanwhile', () =>
    booking
      .given(seat, fare, car, room, guarantee, hotel, activity(chargeTraveller).neverAnswers())
      .when(start(trip), cancel({ reason: 'the traveller is ill' }))
      .then(compensated(chargeTraveller, hotelStay, holdCar, holdSeat)));

  it('waits for an operator when paid tickets are not issued, and does not give the trip back', async () => {
    const stuck = booking
      .given(seat, fare, car, room, guarantee, hotel, paid, activity(issueTickets).fails('NotIssued'))
      .when(start(trip));
    const waiting = await stuck.then(forwardFailed());
    expect(waiting.undone).toEqual([]);
    const byHand = { activityId: 'tickets.issue#1', output: { tickets: ['written by hand'] } };
    await stuck
      .when(operator('resolve', byHand))
      .then(completed({ airline: 'AIR-ONE', paymentId: 'p-1', tickets: ['written by hand'] }));
  });
});

describe('hotel-stay', () => {
  it('reserves and guarantees', () =>
    staying
      .given(room, guarantee)
      .when(start(stay))
      .then(completed({ reservationId: 'room-1', guaranteeId: 'g-1' })));

  it('releases the room when the hotel takes no guarantee', () =>
    staying
      .given(room, activity(guaranteeRoom).fails('GuaranteeRefused'))
      .when(start(stay))
      .then(failed('GuaranteeRefused'), compensated(reserveRoom)));

  it('is given back when it is cancelled', () =>
    staying
      .given(room, activity(guaranteeRoom).neverAnswers())
      .when(start(stay), cancel())
      .then(compensated(guaranteeRoom, reserveRoom), not(canceled())));
});
