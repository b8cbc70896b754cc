import { activity, failed, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(ship, { to: ordered.sku }, { scheduleToStart: '1 hour' })),
  given: [activity(ship).neverAnswers()],
  when: [start(goods), timePasses('1 hour')],
  then: [failed('skald.Timeout')],
};
