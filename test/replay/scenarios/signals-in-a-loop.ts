import { completed, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    const seen: string[] = [];
    for await (const { by } of ctx.signals(approve)) {
      seen.push(by);
      if (seen.length === 3) break;
    }
    return seen;
  }),
  when: [start(goods), ...['ana', 'bob', 'cy'].map((by) => signal(approve, { by }))],
  then: [completed(['ana', 'bob', 'cy'])],
};
