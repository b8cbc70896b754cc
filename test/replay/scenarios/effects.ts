import { completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => [
    await ctx.effect('limit', () => 1_000),
    await ctx.effect('rate', () => 3, { input: 'EUR' }),
    await ctx.effect('rate', () => 4, { input: 'USD' }),
    await ctx.effect('limit', () => 2_000),
  ]),
  when: [start(goods)],
  then: [completed([1_000, 3, 4, 1_000])],
};
