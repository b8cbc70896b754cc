import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const hour = 3_600_000;
const start = { type: 'start', saga: 'shop', input: { total: 10 } };

/** An instance that was terminated, removed, and started anew: its worker has not answered yet, neither time. */
async function startedAnew(options: object): Promise<World> {
  const world = new World();
  world.answer = ({ activityId }) => (activityId === 'reserve' ? undefined : { type: 'completed', output: null });
  await world.open([shop], { retentionMs: hour, ...options });
  await world.send(start);
  await world.send({ type: 'terminate' });
  await world.clock.advance(2 * hour);
  expect(await world.history()).toEqual([]);
  await world.send(start);
  expect(world.commands.map(({ activityId, run, attempt }) => [activityId, run, attempt])).toEqual([
    ['reserve', 0, 1],
    ['reserve', 0, 1],
  ]);
  return world;
}

describe.each([
  ['kept in memory', {}],
  ['loaded before every turn', { cacheBytes: 0 }],
])('a workflowId that is started anew after its instance was removed, %s', (_, options) => {
  const resultOf = (world: World, command: number, output: unknown) => {
    const { namespace, workflowId, run, activityId, attempt, scheduledAt } = world.commands[command]!;
    const identity = { namespace, workflowId, run, activityId, operation: 'execute', attempt, scheduledAt };
    return { type: 'completed', ...identity, output };
  };

  it('J7 takes no answer to a command of its earlier life', async () => {
    const world = await startedAnew(options);
    const before = await world.history();
    await world.report(resultOf(world, 0, 'stale'));
    await world.report({ ...resultOf(world, 0, 'stale'), type: 'failed', error: { type: 'Stale', message: 'old' } });
    expect(await world.history()).toEqual(before);
    expect(world.deadLetters.map(({ topic, reason }) => [topic, reason])).toEqual([
      ['saga.results.dlq', 'UNKNOWN_ATTEMPT'],
      ['saga.results.dlq', 'UNKNOWN_ATTEMPT'],
    ]);
    await world.report(resultOf(world, 1, 'fresh'));
    expect(await world.status()).toBe('completed');
    const turns = await world.store.journal.page('default/order-42', -1, 100);
    const outputs = turns.flatMap(({ events }) => events).filter(({ type }) => type === 'ActivityCompleted');
    expect(outputs[0]).toMatchObject({ activityId: 'reserve', output: 'fresh' });
  });

  it('J7 cannot tell the life of an answer that does not say when its command was scheduled', async () => {
    const world = await startedAnew(options);
    const { scheduledAt: _, ...unsaid } = resultOf(world, 0, 'of whichever life');
    await world.report(unsaid);
    expect(await world.status()).toBe('completed');
    expect(world.deadLetters).toEqual([]);
  });

  it('J7 takes an answer that comes while it is gone for what it is: of nobody', async () => {
    const world = new World();
    world.answer = () => undefined;
    await world.open([shop], { retentionMs: hour, ...options });
    await world.send(start);
    await world.send({ type: 'terminate' });
    await world.clock.advance(2 * hour);
    await world.report(resultOf(world, 0, 'stale'));
    expect(world.deadLetters.map(({ reason }) => reason)).toEqual(['UNKNOWN_INSTANCE']);
    expect(await world.history()).toEqual([]);
  });
});

describe('instances that are removed before participants forget what they did', () => {
  const warning = 'closed instances are removed before participants forget what they did';
  const warnings = async (retentionMs?: number) => {
    const world = await new World().open([shop], retentionMs === undefined ? {} : { retentionMs });
    return world.log.entries.filter(({ message }) => message.startsWith(warning));
  };

  it('J6 are warned of at the start', async () => {
    expect(await warnings()).toEqual([]);
    expect(await warnings(15 * 24 * hour)).toEqual([]);
    expect(await warnings(hour)).toMatchObject([
      { level: 'warn', fields: { keptMs: hour, rememberedMs: 14 * 24 * hour } },
    ]);
  });
});
