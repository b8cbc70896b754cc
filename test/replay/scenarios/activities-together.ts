import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) =>
    Promise.all([ctx.activity(reserve, ordered), ctx.activity(charge, { amount: ordered.price })]),
  ),
  given: [activity(reserve).returns({ id: 'r-1' }), activity(charge).returns({ id: 'p-1' })],
  when: [start(goods)],
  then: [completed([{ id: 'r-1' }, { id: 'p-1' }])],
};
