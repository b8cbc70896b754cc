import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx, ordered) => ctx.activity(reserve, ordered, { heartbeat: '3s' })),
  given: [
    activity(reserve)
      .timesOut({ times: 1, heartbeat: { done: 7 } })
      .returns((_, { attempt, lastHeartbeat }) => ({ id: `${attempt} ${JSON.stringify(lastHeartbeat)}` })),
  ],
  when: [start(goods)],
  then: [completed({ id: '2 {"done":7}' })],
};
