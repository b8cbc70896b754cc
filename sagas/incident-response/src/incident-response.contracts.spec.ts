import { expect, it } from '@jest/globals';
import { contractRoundTrip } from '@skald/testing';
import * as contracts from './incident-response.contracts.js';

it('whatever the contracts of incident-response allow survives every way it goes', async () => {
  expect(await contractRoundTrip(Object.values(contracts))).toEqual([]);
});
