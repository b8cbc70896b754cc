import { activity, cancel, compensated, executed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods, reserve, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    try {
      await ctx.receive(approve);
    } finally {
      await ctx.activity(ship, { to: 'back' });
    }
  }),
  given: [activity(reserve).returns({ id: 'r-1' }), activity(ship).returns(null)],
  when: [start(goods), cancel()],
  then: [executed(ship), compensated(reserve)],
};
