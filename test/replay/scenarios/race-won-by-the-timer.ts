import { SagaFailure } from '@skald/engine';
import { failed, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    const { winner } = await ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('2 days') });
    if (winner === 'expired') throw new SagaFailure('ApprovalExpired', 'nobody approved');
  }),
  when: [start(goods), timePasses('2 days')],
  then: [failed('ApprovalExpired')],
};
