import { activity, failed, handedOver, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(charge, { amount: ordered.price }, { id: 'pay', timeout: '1 day' })),
  given: [activity(charge).handsOver()],
  when: [
    start(goods),
    handedOver({ activityId: 'pay', attempt: 1 }).fails({ type: 'CardDeclined', message: 'the bank said no' }),
  ],
  then: [failed('CardDeclined')],
};
