import { completed, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    await ctx.timer('2 days');
    return ctx.now().toISOString();
  }),
  when: [start(goods), timePasses('2 days')],
  then: [completed('2026-01-03T00:00:00.000Z')],
};
