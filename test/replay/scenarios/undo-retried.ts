import { SagaFailure } from '@skald/engine';
import { activity, compensated, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    throw new SagaFailure('ChangedMyMind');
  }),
  given: [activity(reserve).returns({ id: 'r-1' }).undoFails('Busy', { times: 1 }).undoSucceeds()],
  when: [start(goods)],
  then: [compensated(reserve)],
};
