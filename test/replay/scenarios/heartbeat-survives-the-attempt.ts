import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(reserve, ordered)),
  given: [
    activity(reserve)
      .fails('Broken', { times: 1, heartbeat: { done: 7 } })
      .returns((_, { lastHeartbeat }) => ({ id: JSON.stringify(lastHeartbeat) })),
  ],
  when: [start(goods)],
  then: [completed({ id: '{"done":7}' })],
};
