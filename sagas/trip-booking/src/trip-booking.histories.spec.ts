import { expect, it } from '@jest/globals';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyText, replayHistories } from '@skald/runtime';
import { activity, cancel, operator, type RecordedInstance, sagaOf, start } from '@skald/testing';
import { guaranteeRoom } from './hotel-stay.contracts.js';
import { HotelStayV1 } from './hotel-stay.saga.js';
import { chargeTraveller, confirmFare, holdCar, issueTickets } from './trip-booking.contracts.js';
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
import { TripBookingV1 } from './trip-booking.saga.js';

const histories = join(import.meta.dirname, '../histories');
const held = booking.given(seat, fare, car, room, guarantee, hotel);
const dearer = activity(confirmFare).fails('FareRaised', { times: 1 }).returns({ fare: 500 });
const refused = activity(guaranteeRoom).fails('GuaranteeRefused');
const byHand = { activityId: 'tickets.issue#1', output: { tickets: ['written by hand'] } };

/** What is stored, and how it came about. */
const endings: Readonly<Record<string, () => Promise<RecordedInstance>>> = {
  booked: () => held.given(paid, issued).when(start(trip)).then(),
  'card-declined': () => held.given(activity(chargeTraveller).fails('CardDeclined')).when(start(trip)).then(),
  cancelled: () => held.given(activity(chargeTraveller).neverAnswers()).when(start(trip), cancel()).then(),
  'next-airline': () => booking.given(seat, dearer, car, room, guarantee, hotel, paid, issued).when(start(trip)).then(),
  'no-car': () =>
    booking.given(seat, fare, activity(holdCar).fails('NoCar'), room, guarantee, hotel).when(start(trip)).then(),
  'no-guarantee': () => booking.given(seat, fare, car, room, refused, hotel).when(start(trip)).then(),
  'not-issued': () =>
    held.given(paid, activity(issueTickets).fails('NotIssued')).when(start(trip), operator('resolve', byHand)).then(),
  'stay-guaranteed': () => staying.given(room, guarantee).when(start(stay)).then(),
  'stay-refused': () => staying.given(room, refused).when(start(stay)).then(),
};

it('I3 trip-booking and hotel-stay replay their stored histories', async () => {
  const report = await replayHistories(histories, [sagaOf(TripBookingV1), sagaOf(HotelStayV1)]);
  expect(report).toMatchObject({ ok: true, diverged: [], unreadable: [] });
  expect(report.replayed.map(({ name }) => name)).toEqual(
    Object.keys(endings)
      .map((name) => `${name}.json`)
      .sort(),
  );
  expect(report.replayed.flatMap(({ warnings }) => warnings)).toEqual([]);
});

it('every ending is stored; one that is new is recorded once and stays', async () => {
  const missing = Object.keys(endings).filter((name) => !existsSync(join(histories, `${name}.json`)));
  for (const name of missing)
    writeFileSync(join(histories, `${name}.json`), historyText((await endings[name]!()).history), { flag: 'wx' });
  expect(missing).toEqual([]);
});
