import { expect, it } from '@jest/globals';
import { contractRoundTrip } from '@skald/testing';
import * as contracts from './subscription-billing.contracts.js';

it('whatever the contracts of subscription-billing allow survives every way it goes', async () => {
  expect(await contractRoundTrip(Object.values(contracts))).toEqual([]);
});
