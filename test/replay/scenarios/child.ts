import { completed, start } from '@skald/testing';
import { packs, parentThatWaits, reserved } from '../family.ts';
import type { Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: parentThatWaits,
  given: [packs, reserved],
  when: [start(goods)],
  then: [completed({ id: 'r-1' })],
};
