import { activity, start, terminate, terminated } from '@skald/testing';
import { packs } from '../family.ts';
import { code, type Scenario } from '../scenario.ts';
import { goods, kit, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.child(kit, { input: ordered, onParentClose: 'abandon' })),
  given: [packs, activity(reserve).neverAnswers()],
  when: [start(goods), terminate({ reason: 'not wanted any more' })],
  then: [terminated()],
};
