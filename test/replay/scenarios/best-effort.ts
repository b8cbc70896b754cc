import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => (await ctx.bestEffort(ship, { to: ordered.sku })).ok),
  given: [activity(ship).fails('Broken')],
  when: [start(goods)],
  then: [completed(false)],
};
