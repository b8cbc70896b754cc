import { SagaFailure } from '@skald/engine';
import { activity, type Expectation, operator, start } from '@skald/testing';
import { code, type Scenario } from './scenario.ts';
import { goods, reserve } from './shop.contracts.ts';

/** An undo gives up, and an operator sees to it. */
export const exhaustedUndo = (verb: 'retry' | 'skip' | 'resolve', then: Expectation): Scenario => ({
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    throw new SagaFailure('ChangedMyMind');
  }),
  given: [activity(reserve).returns({ id: 'r-1' }).undoFails('Stubborn', { times: 2 }).undoSucceeds()],
  when: [start(goods), operator(verb, { activityId: 'golden.reserve#1', operation: 'compensate', reason: 'seen to' })],
  then: [then],
});
