import { expect, it } from '@jest/globals';
import * as story from '../sagas.ts';
import type { Told } from '../told.ts';

/** Sagas that start others. */
export function childrenAreWaitedFor(told: Told): void {
  const { start, callsOf, ended } = told;

  it('wait for a child, and fail with it', async () => {
    const well = await start(story.parent, 'complete');
    expect(await well.result()).toBe('last of the child done');
    const badly = await start(story.parent, 'refuse');
    expect(await ended(badly)).toMatchObject({ status: 'compensated' });
    expect(callsOf(badly)).toEqual(['before', 'undo before']);
    expect(told.calls.of(`${badly.workflowId}-child`)).toEqual([
      'of the child',
      'last of the child',
      'undo of the child',
    ]);
  });

  it('E6 wait for the last run of a child that continues as new, and undo all of them', async () => {
    const well = await start(story.parentOfRenewed, 'complete');
    expect(await well.result()).toBe('3 after 3 runs');
    const badly = await start(story.parentOfRenewed, 'refuse');
    expect(await ended(badly)).toMatchObject({ status: 'compensated' });
    expect(told.calls.of(`${badly.workflowId}-child`)).toEqual([
      ...['0', '1', '2', '3'],
      ...['undo 3', 'undo 2', 'undo 1', 'undo 0'],
    ]);
  });

  it('undo a child that had completed, as one unit and in its place', async () => {
    const handle = await start(story.parentThatFails);
    expect(await ended(handle)).toMatchObject({ status: 'compensated' });
    const all = told.calls.list.filter(({ key }) => key.startsWith(handle.workflowId)).map(({ call }) => call);
    expect(all.slice(3)).toEqual(['undo last of the child', 'undo of the child', 'undo before']);
  });

  it('detach a saga that lives on its own', async () => {
    const workflowId = (await (await start(story.detaching)).result()) as string;
    const attached = await told.client.start(story.child, { workflowId, input: 'complete' });
    expect(await attached.result()).toBe('last of the child done');
  });
}
