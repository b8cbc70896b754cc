import { parked, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.effect('look', () => 1);
    return (ordered as unknown as { readonly lines: readonly string[] }).lines.length;
  }),
  when: [start(goods)],
  then: [parked('SAGA_BUG')],
};
