import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(reserve, ordered)),
  given: [activity(reserve).fails('Busy', { times: 2 }).returns({ id: 'r-1' })],
  when: [start(goods)],
  then: [completed({ id: 'r-1' })],
};
