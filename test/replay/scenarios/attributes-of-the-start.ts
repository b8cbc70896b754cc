import { completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => ctx.attributes()),
  when: [start(goods, { attributes: { customer: 'c-7', vip: true } })],
  then: [completed({ customer: 'c-7', vip: true })],
};
