import { expect, it } from '@jest/globals';
import { contractRoundTrip } from '@skald/testing';
import * as contracts from './order-checkout.contracts.js';

it('whatever the contracts of order-checkout allow survives every way it goes', async () => {
  expect(await contractRoundTrip(Object.values(contracts))).toEqual([]);
});
