import { activity, compensated, failed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(reserve, ordered)),
  given: [activity(reserve).timesOut()],
  when: [start(goods)],
  then: [failed('skald.Timeout'), compensated(reserve)],
};
