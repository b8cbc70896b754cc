import { activity, failed, start, compensated, not } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(reserve, ordered, { inDoubt: 'skip' })),
  given: [activity(reserve).timesOut()],
  when: [start(goods)],
  then: [failed('skald.Timeout'), not(compensated(reserve))],
};
