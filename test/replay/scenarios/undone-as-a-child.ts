import { compensated, start } from '@skald/testing';
import { charged, packs, parentThatFails, reserved } from '../family.ts';
import type { Scenario } from '../scenario.ts';
import { charge, goods, kit } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: parentThatFails,
  given: [packs, charged, reserved],
  when: [start(goods)],
  then: [compensated(kit, charge)],
  whose: 'kit-1',
};
