import { describe, expect, it } from '@jest/globals';
import { reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };

describe('options of the module', () => {
  it('count for every activity where neither call, contract nor saga says otherwise', async () => {
    const world = new World();
    const sagas = [
      { ...shop, run: (ctx) => ctx.activity(reserve, 1, { retry: { maxAttempts: 2 } }) },
      { ...shop, version: 2, options: { activityDefaults: { timeout: '5s' } } },
    ] satisfies (typeof shop)[];
    await world.open(sagas, { activityDefaults: { timeout: '7s', deadline: '1h' } });
    await world.send({ ...start, version: 1 }, 'one');
    await world.send({ ...start, version: 2 }, 'two');
    await world.clock.advance(1_000);
    const first = (workflowId: string) => world.commands.find((command) => command.workflowId === workflowId);
    expect(first('one')).toMatchObject({ timeoutMs: 7_000 });
    expect(first('two')).toMatchObject({ timeoutMs: 5_000 });
    expect(Date.parse(first('one')!.deadline!) - Date.parse(first('one')!.scheduledAt)).toBe(3_600_000);
  });

  it('B11 that are out of range are refused at boot, by name', async () => {
    const bad = (options: object) => new World().open([shop], options);
    await expect(bad({ activityDefaults: { retry: { jitter: 2 } } })).rejects.toThrow(
      'activityDefaults: retry.jitter: 2',
    );
    await expect(bad({ limits: { history: { warnAt: 0, max: 5 } } })).rejects.toThrow('limits.history.warnAt: 0');
  });

  it.each([
    ['timeout: "3 moons" is not a duration', { timeout: '3 moons' }],
    ['timeout: 0s is no time at all', { timeout: '0s' }],
    ['cancelGrace: "-1s" is not a duration', { cancelGrace: '-1s' }],
    ['escalateAfter: 5 is not a duration', { escalateAfter: 5 }],
    ['activityDefaults: deadline: "soon" is not a duration', { activityDefaults: { deadline: 'soon' } }],
    ['compensationOrder: "random" is not "sequential" or "parallel"', { compensationOrder: 'random' }],
  ])('B11 of a saga that are out of range are refused at boot: %s', async (problem, options) => {
    const opened = new World().open([{ ...shop, options: options as never }]);
    await expect(opened).rejects.toThrow(`saga shop version 1: ${problem}`);
  });

  it.each([0, 1.5, -1])('a version that is no whole number from 1 on is refused at boot: %p', async (version) => {
    const problem = `saga shop version ${version}: version: ${version} is not a whole number from 1 on`;
    await expect(new World().open([{ ...shop, version }])).rejects.toThrow(problem);
  });

  it('a cancelled saga may be given no time to clean up', async () => {
    await expect(new World().open([{ ...shop, options: { cancelGrace: '0s' } }])).resolves.toBeDefined();
  });

  it('limit a run: what comes near stands in the history and in the log', async () => {
    const world = new World();
    world.answer = () => undefined;
    const wide = {
      ...shop,
      run: (ctx) => Promise.all([1, 2, 3].map((n) => ctx.activity(reserve, n))),
    } satisfies typeof shop;
    await world.open([wide], { limits: { 'open-activities': { warnAt: 1, max: 2 } } });
    await world.send(start);
    await world.clock.advance(1_000);
    expect(await world.history()).toContain('LimitReached');
  });
});
