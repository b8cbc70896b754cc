import { SagaFailure } from '@skald/engine';
import { completed, operator, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    await ctx.receive(approve);
    ctx.pivot();
    throw new SagaFailure('NoTruck');
  }),
  when: [start(goods), signal(approve, { by: 'ana' }), operator('resolve', { output: 'sent by hand' })],
  then: [completed('sent by hand')],
};
