import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    try {
      return await ctx.scope(async () => {
        await ctx.activity(reserve, ordered, { id: 'a' });
        return ctx.activity(charge, { amount: ordered.price });
      });
    } catch {
      return ctx.activity(reserve, ordered, { id: 'b' });
    }
  }),
  given: [activity(reserve).returns({ id: 'r-1' }), activity(charge).fails('CardDeclined')],
  when: [start(goods)],
  then: [completed({ id: 'r-1' })],
};
