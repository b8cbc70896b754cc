import { completed, signal, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx) => ctx.receive(approve)),
  when: [start(goods, { delay: '1 hour' }), signal(approve, { by: 'ana' }), timePasses('1 hour')],
  then: [completed({ by: 'ana' })],
};
