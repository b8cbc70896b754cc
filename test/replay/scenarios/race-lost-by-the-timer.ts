import { completed, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx) => ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('2 days') })),
  when: [start(goods), signal(approve, { by: 'ana' })],
  then: [completed({ winner: 'answered', value: { by: 'ana' } })],
};
