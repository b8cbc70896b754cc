import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    const { id } = await ctx.activity(reserve, ordered);
    if (ordered.price < 14) return ctx.continueAsNew({ ...ordered, price: ordered.price + 1 });
    return id;
  }),
  given: [activity(reserve).returns(({ price }) => ({ id: `r-${price}` }))],
  when: [start(goods)],
  then: [completed('r-14')],
};
