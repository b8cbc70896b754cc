import { expect, it } from '@jest/globals';
import * as story from '../sagas.ts';
import type { Told } from '../told.ts';

/** How sagas end that do not end well. */
export function whatWasDoneIsUndone(told: Told): void {
  const { start, callsOf, ended } = told;

  it('B3 U2 fail with the refusal, at once, when there is nothing to undo', async () => {
    const handle = await start(story.one, 'refuse');
    expect(await ended(handle)).toMatchObject({ status: 'failed', error: { type: 'Refused' } });
    expect(callsOf(handle)).toEqual(['one']);
  });

  it('U1 undo what was done, newest first, and nothing that certainly did not happen', async () => {
    const handle = await start(story.undone, 'refuse');
    expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { type: 'Refused' } });
    expect(callsOf(handle)).toEqual(['a', 'b', 'c', 'undo b', 'undo a']);
  });

  it('undo also what nobody knows of', async () => {
    const handle = await start(story.undone, 'time out');
    expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { type: 'skald.Timeout' } });
    expect(callsOf(handle)).toEqual(['a', 'b', 'c', 'undo c', 'undo b', 'undo a']);
  });

  it('undo everything together where they say so', async () => {
    const handle = await start(story.undoneTogether);
    expect(await ended(handle)).toMatchObject({ status: 'compensated' });
    expect(callsOf(handle).slice(2).sort()).toEqual(['undo a', 'undo b']);
  });

  it('U6 are cancelled with an undo, without one, or ended at once', async () => {
    const undone = await start(story.waiting);
    await undone.cancel({ reason: 'changed my mind' });
    expect(await ended(undone)).toMatchObject({ status: 'compensated', error: { message: 'changed my mind' } });
    const left = await start(story.waiting);
    await left.cancel({ compensate: false });
    expect(await ended(left)).toMatchObject({ status: 'canceled' });
    const stopped = await start(story.waiting);
    await stopped.terminate();
    expect(await ended(stopped)).toMatchObject({ status: 'terminated' });
    for (const handle of [left, stopped]) expect(callsOf(handle)).not.toContain('undo a');
  });

  it('undo a scope that failed, and go on', async () => {
    const handle = await start(story.scoped);
    expect(await handle.result()).toBe('Refused');
    expect(callsOf(handle)).toEqual(['kept', 'tried', 'x', 'undo tried']);
  });

  it('undo what earlier runs did', async () => {
    const handle = await start(story.renewedAndUndone, '0');
    expect(await ended(handle)).toMatchObject({ status: 'compensated' });
    expect(callsOf(handle)).toEqual(['0', '1', '2', 'undo 2', 'undo 1', 'undo 0']);
  });

  it('U8 wait for an operator past the pivot, and go on', async () => {
    const handle = await start(story.pivoted);
    for (;;) {
      // Until it is exhausted there is nobody to help: the refusal says so.
      const helped = await handle.retry({ activityId: 'late', reason: 'mended' }).then(
        () => true,
        () => false,
      );
      if (helped) break;
    }
    expect(await handle.result()).toBe('late done at attempt 3');
    expect(callsOf(handle)).not.toContain('undo a');
    const late = told.calls.list.filter(({ key, call }) => key.startsWith(`${handle.workflowId}:`) && call === 'late');
    expect([late.length, new Set(late.map(({ key }) => key)).size]).toEqual([3, 1]);
  });

  it('run out of time, and are undone', async () => {
    const workflowId = told.fresh();
    const handle = await told.client.start(story.timedOut, { workflowId, input: '', timeout: '300ms' });
    expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { type: 'skald.Timeout' } });
    // A slow machine may run out of time before the participant has begun: then there is nothing to call.
    expect([['a', 'undo a'], []]).toContainEqual(callsOf(handle));
  });
}
