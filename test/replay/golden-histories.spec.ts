import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenOf, histories, live, notSentAnyMore, replayed, scenarioNames, scenarioOf, standing } from './golden.ts';

describe('golden histories', () => {
  it('are there for every scenario, and a scenario for each of them', () => {
    expect(readdirSync(histories).sort()).toEqual(scenarioNames.map((name) => `${name}.json`).sort());
  });

  it('miss no kind of event', () => {
    const recorded = scenarioNames.flatMap((name) => goldenOf(name).history.turns.flatMap(({ events }) => events));
    expect([...new Set(recorded.map(({ type }) => type))].sort()).toEqual(publishedEvents());
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

/** Every `type` that the schema of a turn knows. */
function publishedEvents(): string[] {
  const file = join(import.meta.dirname, '../../libs/contracts/schemas/v1/turn.schema.json');
  const types = new Set<string>();
  const look = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties } = schema as { readonly properties?: { readonly type?: { readonly const?: unknown } } };
    if (typeof properties?.type?.const === 'string') types.add(properties.type.const);
    Object.values(schema).forEach(look);
  };
  look(JSON.parse(readFileSync(file, 'utf8')));
  return [...types].sort();
}
