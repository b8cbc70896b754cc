import { expect, it } from '@jest/globals';
import { contractRoundTrip } from '@skald/testing';
import * as hotelContracts from './hotel-stay.contracts.js';
import * as tripContracts from './trip-booking.contracts.js';

it('whatever the contracts of trip-booking allow survives every way it goes', async () => {
  expect(await contractRoundTrip([...Object.values(tripContracts), ...Object.values(hotelContracts)])).toEqual([]);
});
