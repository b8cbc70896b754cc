import { expect, it } from '@jest/globals';
import * as story from '../sagas.ts';
import type { Told } from '../told.ts';

/** What comes from outside, over runs and pauses. */
export function signalsAreTaken(told: Told): void {
  const { start } = told;

  it('race a signal against a timer, either way', async () => {
    expect(await (await start(story.raced, '20ms')).result()).toEqual(['timer', null]);
    const handle = await start(story.raced, '1 hour');
    await handle.signal(story.go, 'now');
    expect(await handle.result()).toEqual(['signal', 'now']);
  });

  it('D4 D5 take signals in their order, each once', async () => {
    const handle = await start(story.collected);
    for (let i = 0; i < 5; i += 1) await handle.signal(story.go, `x ${i}`, { signalId: 'x' });
    await handle.signal(story.go, 'y', { signalId: 'y-1' });
    await handle.signal(story.go, 'y', { signalId: 'y-2' });
    expect(await handle.result()).toEqual(['x 0', 'y', 'y']);
  });

  it('D10 take signals of one sender in the order in which they were sent, awaited or not', async () => {
    const handle = await start(story.collected);
    await handle.signal(story.go, '0');
    const forgotten = handle.signal(story.go, '1');
    await handle.signal(story.go, '2');
    await forgotten;
    expect(await handle.result()).toEqual(['0', '1', '2']);
  });

  it('F2 lose no signal where one run ends and the next begins', async () => {
    const handle = await start(story.atTheBoundary, '');
    // All of them are there when the first one ends its run.
    await handle.pause({ reason: 'until all are there' });
    await Promise.all(Array.from({ length: 25 }, (_, n) => handle.signal(story.go, `${n}`)));
    await handle.resume();
    expect(await handle.result()).toEqual(Array.from({ length: 25 }, (_, n) => `${n}`));
  });

  it('F4 continue as new, and answer with their last run', async () => {
    expect(await (await start(story.renewed, '0')).result()).toBe('3 after 3 runs');
  });

  it('stand still while paused, and lose nothing', async () => {
    const handle = await start(story.collected);
    await handle.pause({ reason: 'a look' });
    for (const payload of ['1', '2', '3']) await handle.signal(story.go, payload);
    await handle.resume({ reason: 'looked' });
    expect(await handle.result()).toEqual(['1', '2', '3']);
  });

  it('read signals in a loop', async () => {
    const handle = await start(story.looped);
    for (const said of ['a', 'b', 'stop']) await handle.signal(story.go, said);
    expect(await handle.result()).toEqual(['a', 'b']);
  });

  it('show a view and attributes to whoever looks them up', async () => {
    const handle = await start(story.shown);
    await handle.signal(story.go, 'on');
    expect(await handle.result()).toEqual([true, { stage: 'over' }]);
    // The projection is written a little after the answer was sent.
    const looked = await told.lookedUp(handle.workflowId, ({ status }) => status === 'completed');
    expect(looked).toMatchObject({ view: { stage: 'over' }, attributes: [{ k: 'stage', v: 'over' }] });
  });
}
