import { activity, completed, emitted, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve, ship, sold } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    ctx.pivot();
    await ctx.activity(ship, { to: ordered.sku });
    ctx.emit(sold, { sku: ordered.sku });
    return null;
  }),
  given: [activity(reserve).returns({ id: 'r-1' }), activity(ship).returns(null)],
  when: [start(goods)],
  then: [completed(null), emitted(sold, { sku: 'book' })],
};
