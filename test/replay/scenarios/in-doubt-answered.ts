import { activity, compensated, failed, operator, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(reserve, ordered, { inDoubt: 'ask' })),
  given: [activity(reserve).timesOut()],
  when: [start(goods), operator('retry', { activityId: 'golden.reserve#1', operation: 'compensate' })],
  then: [failed('skald.Timeout'), compensated(reserve)],
};
