import { compensated, failed, limits, start } from '@skald/testing';
import { reserved } from '../family.ts';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    await Promise.all(Array.from({ length: 4 }, () => ctx.activity(reserve, ordered)));
  }),
  given: [reserved, limits({ 'open-activities': { warnAt: 2, max: 3 } })],
  when: [start(goods)],
  then: [failed('LIMIT_REACHED'), compensated(reserve)],
};
