import { activity, failed, not, executed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    await ctx.activity(charge, { amount: ordered.price });
  }),
  given: [activity(reserve).fails('SoldOut')],
  when: [start(goods)],
  then: [failed('SoldOut'), not(executed(charge))],
};
