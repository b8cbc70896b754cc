import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { goldenOf, histories, live, replayed, scenarioNames, scenarioOf, standing } from './golden.ts';

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
    expect(now.sent).toMatchObject(sent as object);
  });

  it.each(scenarioNames)('what lives now and a replay of it are the same: %s', async (name) => {
    const scenario = await scenarioOf(name);
    const recorded = await live(scenario);
    expect((await replayed(scenario, recorded.history)).stands).toEqual(standing(recorded));
  });
});
