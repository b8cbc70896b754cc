import { expect, it } from '@jest/globals';
import { oddJson } from '@skald/testing';
import * as story from '../sagas.ts';
import type { Told } from '../told.ts';

/** What is asked of participants, and of the coordinator itself. */
export function activitiesAreDone(told: Told): void {
  const { start, callsOf, ended } = told;

  it('run one activity after another, and return a value', async () => {
    const handle = await start(story.sequence);
    expect(await handle.result()).toEqual(['a done', 'b done']);
    expect(callsOf(handle)).toEqual(['a', 'b']);
  });

  it('fan out and join', async () => {
    const handle = await start(story.fanOut);
    expect(await handle.result()).toBe(100);
    expect(new Set(callsOf(handle)).size).toBe(100);
  });

  it('try again what failed, under the same key', async () => {
    const handle = await start(story.one, 'fail twice');
    expect(await handle.result()).toBe('one done at attempt 3');
    const keys = told.calls.list.filter(({ key }) => key.startsWith(`${handle.workflowId}:`)).map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  });

  it('B2 try exactly as often as allowed, and fail with the last error', async () => {
    const handle = await start(story.stubborn);
    expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { message: 'stubborn failed at 5' } });
    expect(callsOf(handle)).toEqual([...Array.from({ length: 5 }, () => 'stubborn'), 'undo stubborn']);
  });

  it('B6 go on from the last heartbeat', async () => {
    expect(await (await start(story.one, 'beat, then fail once')).result()).toBe('went on at 7');
  });

  it('run an effect once, and keep what it gave', async () => {
    const before = story.effects.runs;
    expect(await (await start(story.effect)).result()).toBe(true);
    expect(story.effects.runs).toBe(before + 1);
  });

  it('have time and chance that replay equally', async () => {
    const [[, uuid, random], forward] = (await (await start(story.seeded)).result()) as [
      [number, string, number],
      boolean,
    ];
    expect([uuid.length, random >= 0 && random < 1, forward]).toEqual([36, true, true]);
  });

  const isRefused = ([, value]: (typeof oddJson)[number]): boolean => JSON.stringify(value).includes('"__proto__"');

  it.each(oddJson.filter((one) => !isRefused(one)))('O4 carry %s as it is', async (_, value) => {
    const handle = await told.client.start(story.odd, { workflowId: told.fresh(), input: value });
    await handle.signal(story.anything, value);
    expect(JSON.stringify(await handle.result())).toBe(JSON.stringify([value, value, value]));
    const looked = await told.lookedUp(handle.workflowId, ({ status }) => status === 'completed');
    expect(JSON.stringify(looked.view)).toBe(JSON.stringify(value));
  });

  it.each(oddJson.filter(isRefused))('O4 refuse %s at the door, with its path', async (_, value) => {
    const workflowId = told.fresh();
    const asked = told.client.start(story.odd, { workflowId, input: value });
    await expect(asked).rejects.toThrow(`${workflowId}: /input/__proto__ is a name that is not allowed`);
    expect(await told.system.journal.page(`default/${workflowId}`, -1, 1)).toEqual([]);
  });

  it('hand an activity over, and take what whoever knows says', async () => {
    const handle = await start(story.one, 'hand over');
    const activity = { workflowId: handle.workflowId, activityId: 'conformance.work#1' };
    await told.client.activity(activity).complete('signed by ana');
    expect(await handle.result()).toBe('signed by ana');
  });
}
