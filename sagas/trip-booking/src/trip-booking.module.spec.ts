import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEffects } from '@skald/recorded-effects';
import { SagaTestingModule } from '@skald/testing';
import { TripBookingParticipantsModule } from './participants/participants.module.js';
import { type Trip, tripBooking } from './trip-booking.contracts.js';
import { TripBookingSagaModule } from './trip-booking.module.js';

const trip: Trip = {
  tripId: '7',
  traveller: 'ana',
  from: 'Porto',
  to: 'Oslo',
  nights: 3,
  airlines: ['AIR-FULL', 'AIR-DEARER', 'AIR-ONE'],
  carClass: 'small',
  hotel: 'Harbour',
  card: '4242',
};
const tickets = ['ticket-seat-AIR-ONE-7', 'ticket-car-7', 'ticket-room-7'];

let agency: SagaTestingModule;
let effects: MemoryEffects;

/** The effects there were, in order: `cars.hold`, `undo cars.hold`. */
const happened = (): string[] =>
  [...effects.effects.values()].map(({ operation, activity }) =>
    operation === 'execute' ? activity : `undo ${activity}`,
  );

const start = (changes: Partial<Trip> = {}) =>
  agency.settled(agency.client.start(tripBooking, { workflowId: 'trip-7', input: { ...trip, ...changes } }));

beforeEach(async () => {
  effects = new MemoryEffects();
  agency = await SagaTestingModule.create({
    sagas: [TripBookingSagaModule],
    participants: [TripBookingParticipantsModule.forRoot({ effects })],
  });
});

afterEach(() => agency.close());

describe('trip-booking with its participants', () => {
  it('books with the airline that keeps its word', async () => {
    const started = await start();
    expect(await agency.settled(started.result())).toEqual({ airline: 'AIR-ONE', paymentId: 'payment-7', tickets });
    expect(happened().filter((effect) => effect === 'flights.hold')).toHaveLength(2);
    expect(happened().filter((effect) => effect.startsWith('undo'))).toEqual(['undo flights.hold']);
  });

  it('undoes all that is held, the parts of the hotel at its place, when the card is declined', async () => {
    const started = await start({ airlines: ['AIR-ONE'], card: '0002' });
    await expect(agency.settled(started.result())).rejects.toMatchObject({
      status: 'compensated',
      error: { type: 'CardDeclined' },
    });
    expect(happened().filter((effect) => effect.startsWith('undo'))).toEqual([
      'undo hotels.guarantee',
      'undo hotels.reserve',
      'undo cars.hold',
      'undo flights.hold',
    ]);
  });

  it.each([
    ['no airline keeps its word', { airlines: ['AIR-FULL', 'AIR-DEARER'] }, 'NoFlight'],
    ['there is no car', { carClass: 'NONE' }, 'NoCar'],
    ['there is no room', { hotel: 'HOTEL-FULL' }, 'NoRoom'],
    ['the hotel takes no guarantee', { hotel: 'HOTEL-CASH' }, 'GuaranteeRefused'],
  ])('leaves nothing behind when %s', async (_what, changes, type) => {
    const started = await start(changes);
    await expect(agency.settled(started.result())).rejects.toMatchObject({ status: 'compensated', error: { type } });
    const left = happened().filter((effect) => !effect.startsWith('undo') && effect !== 'flights.confirm-fare');
    const undone = happened().filter((effect) => effect.startsWith('undo'));
    expect(undone.map((effect) => effect.slice('undo '.length)).sort()).toEqual(left.sort());
  });

  it('goes on in another coordinator and another worker after both crashed in the middle', async () => {
    agency.faults.delayNext('saga.commands.trip-payments', '5 minutes');
    const started = await start();
    expect(happened()).toContain('hotels.guarantee');
    expect(happened()).not.toContain('trip-payments.charge');
    await agency.crash('worker');
    await agency.crash('coordinator');
    await agency.restart('coordinator');
    await agency.restart('worker');
    await agency.timePasses('5 minutes');
    expect(await agency.settled(started.result())).toEqual({ airline: 'AIR-ONE', paymentId: 'payment-7', tickets });
    const once = ['cars.hold', 'hotels.reserve', 'hotels.guarantee', 'trip-payments.charge', 'tickets.issue'];
    expect(
      happened()
        .filter((effect) => once.includes(effect))
        .sort(),
    ).toEqual(once.sort());
  });
});
