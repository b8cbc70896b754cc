import { expect, it } from '@jest/globals';
import { contractRoundTrip } from '@skald/testing';
import * as monitorContracts from './health-monitor.contracts.js';
import * as zoneContracts from './provision-zone.contracts.js';
import * as provisioningContracts from './provisioning.contracts.js';

it('whatever the contracts of provisioning allow survives every way it goes', async () => {
  const contracts = [provisioningContracts, zoneContracts, monitorContracts].flatMap((all) => Object.values(all));
  expect(await contractRoundTrip(contracts)).toEqual([]);
});
