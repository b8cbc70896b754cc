import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { goldenOf, histories, live, notSentAnyMore, replayed, scenarioNames, scenarioOf, standing } from './golden.ts';

describe('golden histories', () => {
  it('are there for every scenario, and a scenario for each of them', () => {
    expect(readdirSync(histories).sort()).toEqual(scenarioNames.map((name) => `${name}.json`).sort());
  });

  it.each(scenarioNames)('I3 replays for ever, stands and sends as then: %s', async (name) => {
    const scenario = await scenarioOf(name);
    const { history, stands, sent } = goldenOf(name);
    const now = await replayed(scenario, history);
    expect(now.problems).toEqual([]);
    expect(now.stands).toMatchObject(stands as object);
    expect(notSentAnyMore(now.sent, sent)).toEqual([]);
  });

  it.each(scenarioNames)('what lives now and a replay of it are the same: %s', async (name) => {
    const scenario = await scenarioOf(name);
    const recorded = await live(scenario);
    expect((await replayed(scenario, recorded.history)).stands).toEqual(standing(recorded));
  });

  it('miss no message that is lost, changed, or out of order', () => {
    const then = [[{ id: 'a', to: { queue: 'q' } }, { id: 'b' }]];
    expect(notSentAnyMore([[{ id: 'a', to: { queue: 'q', more: 1 } }, { id: 'new' }, { id: 'b' }]], then)).toEqual([]);
    expect(notSentAnyMore([[{ id: 'b' }]], then)).toEqual([then[0]![0]]);
    expect(notSentAnyMore([[{ id: 'a', to: { queue: 'r' } }, { id: 'b' }]], then)).toEqual([then[0]![0]]);
    expect(notSentAnyMore([[{ id: 'b' }, { id: 'a', to: { queue: 'q' } }]], then)).toEqual([{ id: 'b' }]);
    expect(notSentAnyMore([], then)).toEqual(then[0]);
  });
});
