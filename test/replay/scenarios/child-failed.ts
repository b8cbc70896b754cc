import { child, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, kit } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    try {
      return await ctx.child(kit, { input: ordered, attributes: { customer: 'c-7' } });
    } catch (error) {
      return (error as Error).message;
    }
  }),
  given: [child(kit).fails('NothingLeft')],
  when: [start(goods)],
  then: [completed('NothingLeft, as the specification says')],
};
