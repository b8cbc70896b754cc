import { activity, completed, handedOver, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(charge, { amount: ordered.price }, { id: 'pay', timeout: '1 day' })),
  given: [activity(charge).handsOver()],
  when: [start(goods), handedOver({ activityId: 'pay' }).completes({ id: 'c-1' })],
  then: [completed({ id: 'c-1' })],
};
