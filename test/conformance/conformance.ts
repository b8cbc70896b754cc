import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SagaContract } from '@skald/contracts';
import type { InstanceHandle, StartedHandle } from '@skald/runtime';
import * as story from './sagas.ts';
import type { System } from './system.ts';

/**
 * The language of sagas, said once and held wherever sagas run: on every pair of store and bus, with the cache and
 * without. Nothing here looks at the clock: each story ends by an answer.
 */
export function conformance(where: string, open: () => Promise<System>): void {
  describe(`sagas ${where}`, () => {
    let system: System;
    let stories = 0;
    beforeAll(async () => {
      system = await open();
    }, 60_000);
    afterAll(() => system?.close(), 60_000);

    const start = (contract: SagaContract<string, unknown>, input = '', workflowId = `story-${(stories += 1)}`) =>
      system.client.start(contract, { workflowId, input });
    const calls = ({ workflowId }: InstanceHandle): string[] => system.calls.of(workflowId);
    const ended = (handle: StartedHandle<unknown>): Promise<unknown> =>
      handle.result().then(
        (output) => ({ status: 'completed', output }),
        (error: Error) => error,
      );

    it('run one activity after another, and return a value', async () => {
      const handle = await start(story.sequence);
      expect(await handle.result()).toEqual(['a done', 'b done']);
      expect(calls(handle)).toEqual(['a', 'b']);
    });

    it('fan out and join', async () => {
      const handle = await start(story.fanOut);
      expect(await handle.result()).toBe(100);
      expect(new Set(calls(handle)).size).toBe(100);
    });

    it('try again what failed, under the same key', async () => {
      const handle = await start(story.one, 'fail twice');
      expect(await handle.result()).toBe('one done at attempt 3');
      const keys = system.calls.list.filter(({ key }) => key.startsWith(`${handle.workflowId}:`)).map(({ key }) => key);
      expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
    });

    it('go on from the last heartbeat', async () => {
      expect(await (await start(story.one, 'beat, then fail once')).result()).toBe('went on at 7');
    });

    it('fail with the refusal when there is nothing to undo', async () => {
      expect(await ended(await start(story.one, 'refuse'))).toMatchObject({
        status: 'failed',
        error: { type: 'Refused' },
      });
    });

    it('undo what was done, newest first, and nothing that certainly did not happen', async () => {
      const handle = await start(story.undone, 'refuse');
      expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { type: 'Refused' } });
      expect(calls(handle)).toEqual(['a', 'b', 'c', 'undo b', 'undo a']);
    });

    it('undo also what nobody knows of', async () => {
      const handle = await start(story.undone, 'time out');
      expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { type: 'skald.Timeout' } });
      expect(calls(handle)).toEqual(['a', 'b', 'c', 'undo c', 'undo b', 'undo a']);
    });

    it('undo everything together where they say so', async () => {
      const handle = await start(story.undoneTogether);
      expect(await ended(handle)).toMatchObject({ status: 'compensated' });
      expect(calls(handle).slice(2).sort()).toEqual(['undo a', 'undo b']);
    });

    it('race a signal against a timer, either way', async () => {
      expect(await (await start(story.raced, '20ms')).result()).toEqual(['timer', null]);
      const handle = await start(story.raced, '1 hour');
      await handle.signal(story.go, 'now');
      expect(await handle.result()).toEqual(['signal', 'now']);
    });

    it('take signals in their order, each once', async () => {
      const handle = await start(story.collected);
      await handle.signal(story.go, 'x', { signalId: '1' });
      await handle.signal(story.go, 'x again', { signalId: '1' });
      await handle.signal(story.go, 'y');
      await handle.signal(story.go, 'z');
      expect(await handle.result()).toEqual(['x', 'y', 'z']);
    });

    it('run an effect once, and keep what it gave', async () => {
      const before = story.effects.runs;
      expect(await (await start(story.effect)).result()).toBe(true);
      expect(story.effects.runs).toBe(before + 1);
    });

    it('are cancelled with an undo, without one, or ended at once', async () => {
      const undone = await start(story.waiting);
      await undone.cancel({ reason: 'changed my mind' });
      expect(await ended(undone)).toMatchObject({ status: 'compensated', error: { message: 'changed my mind' } });
      const left = await start(story.waiting);
      await left.cancel({ compensate: false });
      expect(await ended(left)).toMatchObject({ status: 'canceled' });
      const stopped = await start(story.waiting);
      await stopped.terminate();
      expect(await ended(stopped)).toMatchObject({ status: 'terminated' });
      for (const handle of [left, stopped]) expect(calls(handle)).not.toContain('undo a');
    });

    it('undo a scope that failed, and go on', async () => {
      const handle = await start(story.scoped);
      expect(await handle.result()).toBe('Refused');
      expect(calls(handle)).toEqual(['kept', 'tried', 'x', 'undo tried']);
    });

    it('continue as new, and answer with their last run', async () => {
      expect(await (await start(story.renewed, '0')).result()).toBe('3 after 3 runs');
    });

    it('undo what earlier runs did', async () => {
      const handle = await start(story.renewedAndUndone, '0');
      expect(await ended(handle)).toMatchObject({ status: 'compensated' });
      expect(calls(handle)).toEqual(['0', '1', '2', 'undo 2', 'undo 1', 'undo 0']);
    });

    it('wait for an operator past the pivot, and go on', async () => {
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
      expect(calls(handle)).not.toContain('undo a');
    });

    it('stand still while paused, and lose nothing', async () => {
      const handle = await start(story.collected);
      await handle.pause({ reason: 'a look' });
      for (const payload of ['1', '2', '3']) await handle.signal(story.go, payload);
      await handle.resume({ reason: 'looked' });
      expect(await handle.result()).toEqual(['1', '2', '3']);
    });

    it('run out of time, and are undone', async () => {
      const workflowId = `story-${(stories += 1)}`;
      const handle = await system.client.start(story.timedOut, { workflowId, input: '', timeout: '300ms' });
      expect(await ended(handle)).toMatchObject({ status: 'compensated', error: { type: 'skald.Timeout' } });
      // A slow machine may run out of time before the participant has begun: then there is nothing to call.
      expect([['a', 'undo a'], []]).toContainEqual(calls(handle));
    });

    it('are one for one workflowId, whoever starts them', async () => {
      const handles = await Promise.all(Array.from({ length: 20 }, () => start(story.sequence, '', 'story-same')));
      expect(handles.filter(({ attached }) => !attached)).toHaveLength(1);
      for (const handle of handles) expect(await handle.result()).toEqual(['a done', 'b done']);
      expect(system.calls.of('story-same')).toEqual(['a', 'b']);
      const again = { workflowId: 'story-same', input: '', onExisting: 'restart-if-closed' } as const;
      const restarted = await system.client.start(story.sequence, again);
      expect(restarted.run).toBe(1);
      await restarted.result();
    });

    it('have time and chance that replay equally', async () => {
      const [[, uuid, random], forward] = (await (await start(story.seeded)).result()) as [
        [number, string, number],
        boolean,
      ];
      expect([uuid.length, random >= 0 && random < 1, forward]).toEqual([36, true, true]);
    });

    it('read signals in a loop', async () => {
      const handle = await start(story.looped);
      for (const said of ['a', 'b', 'stop']) await handle.signal(story.go, said);
      expect(await handle.result()).toEqual(['a', 'b']);
    });

    it('start with a signal, once however many ask', async () => {
      const workflowId = `story-${(stories += 1)}`;
      const asked = Array.from({ length: 3 }, (_, n) =>
        system.client.signalWithStart(story.collected, story.go, { workflowId, input: '', payload: `${n}` }),
      );
      const handles = await Promise.all(asked);
      expect(handles.filter(({ attached }) => !attached)).toHaveLength(1);
      expect(((await handles[0]!.result()) as string[]).sort()).toEqual(['0', '1', '2']);
    });

    it('start later, with the signals that came meanwhile', async () => {
      const workflowId = `story-${(stories += 1)}`;
      const handle = await system.client.start(story.raced, { workflowId, input: '1 hour', delay: '200ms' });
      await handle.signal(story.go, 'early');
      expect(await handle.result()).toEqual(['signal', 'early']);
    });

    it('show a view and attributes to whoever looks them up', async () => {
      const handle = await start(story.shown);
      await handle.signal(story.go, 'on');
      expect(await handle.result()).toEqual([true, { stage: 'over' }]);
      // The projection is written a little after the answer was sent.
      const looked = await system.lookedUp(handle.workflowId, ({ status }) => status === 'completed');
      expect(looked).toMatchObject({ view: { stage: 'over' }, attributes: [{ k: 'stage', v: 'over' }] });
    });

    it('wait for a child, and fail with it', async () => {
      const well = await start(story.parent, 'complete');
      expect(await well.result()).toBe('last of the child done');
      const badly = await start(story.parent, 'refuse');
      expect(await ended(badly)).toMatchObject({ status: 'compensated' });
      expect(calls(badly)).toEqual(['before', 'undo before']);
      expect(system.calls.of(`${badly.workflowId}-child`)).toEqual([
        'of the child',
        'last of the child',
        'undo of the child',
      ]);
    });

    it('undo a child that had completed, as one unit and in its place', async () => {
      const handle = await start(story.parentThatFails);
      expect(await ended(handle)).toMatchObject({ status: 'compensated' });
      const all = system.calls.list.filter(({ key }) => key.startsWith(handle.workflowId)).map(({ call }) => call);
      expect(all.slice(3)).toEqual(['undo last of the child', 'undo of the child', 'undo before']);
    });

    it('detach a saga that lives on its own', async () => {
      const workflowId = (await (await start(story.detaching)).result()) as string;
      const attached = await system.client.start(story.child, { workflowId, input: 'complete' });
      expect(await attached.result()).toBe('last of the child done');
    });

    it('hand an activity over, and take what whoever knows says', async () => {
      const handle = await start(story.one, 'hand over');
      const activity = { workflowId: handle.workflowId, activityId: 'conformance.work#1' };
      await system.client.activity(activity).complete('signed by ana');
      expect(await handle.result()).toBe('signed by ana');
    });

    it('leave a history without gaps', async () => {
      const turns = await system.journal.page('default/story-same', -1, 1_000);
      expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_, n) => n));
      expect(turns.map(({ run }) => run)).toEqual([...turns.map(({ run }) => run)].sort());
    });
  });
}
