import { expect, it } from '@jest/globals';
import * as story from '../sagas.ts';
import type { Told } from '../told.ts';

/** How instances begin. */
export function startsAreOne(told: Told): void {
  const { start } = told;

  it('J4 are one for one workflowId, whoever starts them', async () => {
    const handles = await Promise.all(Array.from({ length: 100 }, () => start(story.sequence, '', 'story-same')));
    expect(handles.filter(({ attached }) => !attached)).toHaveLength(1);
    for (const handle of handles) expect(await handle.result()).toEqual(['a done', 'b done']);
    expect(told.calls.of('story-same')).toEqual(['a', 'b']);
    const again = { workflowId: 'story-same', input: '', onExisting: 'restart-if-closed' } as const;
    const restarted = await told.client.start(story.sequence, again);
    expect(restarted.run).toBe(1);
    await restarted.result();
  });

  it('J5 are two for one workflowId of two tenants', async () => {
    const workflowId = told.fresh();
    const asked = ['default', 'acme'].map((namespace) =>
      told.client.start(story.one, { workflowId, namespace, input: 'complete' }),
    );
    const handles = await Promise.all(asked);
    expect(handles.map(({ attached }) => attached)).toEqual([false, false]);
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(['one done', 'one done']);
    const keys = told.calls.list.map(({ key }) => key).filter((key) => key.includes(`${workflowId}:`));
    expect(keys.sort()).toEqual([
      `acme/${workflowId}:conformance.work#1:execute`,
      `${workflowId}:conformance.work#1:execute`,
    ]);
  });

  it('D7 start with a signal, once however many ask: one run takes all fifty signals', async () => {
    const workflowId = told.fresh();
    const asked = Array.from({ length: 50 }, (_, n) =>
      told.client.signalWithStart(story.looped, story.go, { workflowId, input: '', payload: `${n}` }),
    );
    const handles = await Promise.all(asked);
    expect(handles.filter(({ attached }) => !attached)).toHaveLength(1);
    await handles[0]!.signal(story.go, 'stop');
    const seen = (await handles[0]!.result()) as string[];
    expect(seen.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('start later, with the signals that came meanwhile', async () => {
    const workflowId = told.fresh();
    const handle = await told.client.start(story.raced, { workflowId, input: '1 hour', delay: '200ms' });
    await handle.signal(story.go, 'early');
    expect(await handle.result()).toEqual(['signal', 'early']);
  });

  it('leave a history without gaps', async () => {
    const turns = await told.system.journal.page('default/story-same', -1, 1_000);
    expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_, n) => n));
    expect(turns.map(({ run }) => run)).toEqual([...turns.map(({ run }) => run)].sort());
  });
}
