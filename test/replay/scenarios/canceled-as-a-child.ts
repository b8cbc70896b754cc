import { activity, cancel, compensated, start } from '@skald/testing';
import { packs, parentThatWaits } from '../family.ts';
import type { Scenario } from '../scenario.ts';
import { goods, kit, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: parentThatWaits,
  given: [packs, activity(reserve).neverAnswers()],
  when: [start(goods), cancel({ reason: 'not wanted any more' })],
  then: [compensated(kit)],
  whose: 'kit-1',
};
