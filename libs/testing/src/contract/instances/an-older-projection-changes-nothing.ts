import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const anOlderProjectionChangesNothing: InstancesPromise = (subject) => {
  const at = (workflowId: string, seq: number, publishedSeq: number) =>
    aProjection({ workflowId, seq, publishedSeq, status: seq > 0 ? 'completed' : 'running' });

  it.each([
    ['a higher seq', [3, 2], [4, 2], 'replaces'],
    ['a higher seq with a lower publishedSeq', [3, 3], [4, 2], 'replaces'],
    ['the same seq with a higher publishedSeq', [3, 2], [3, 3], 'replaces'],
    ['the very first seq with a higher publishedSeq', [0, -1], [0, 0], 'replaces'],
    ['the same again', [3, 2], [3, 2], 'leaves'],
    ['the same seq with a lower publishedSeq', [3, 3], [3, 2], 'leaves'],
    ['a lower seq', [4, 2], [3, 3], 'leaves'],
    ['the very first seq, late', [1, 0], [0, 0], 'leaves'],
  ] as const)('%s: %j, then %j %s', async (title, [seq, published], [nextSeq, nextPublished], effect) => {
    const { instances } = subject();
    const id = title.replaceAll(/\W/g, '-');
    const stored = at(id, seq, published);
    const next = { ...at(id, nextSeq, nextPublished), version: 7 };

    await instances.save([stored]);
    await instances.save([next]);

    expect(await instances.find([stored.instance])).toEqual([effect === 'replaces' ? next : stored]);
  });

  it('saves the newer ones of a batch although others of it are old', async () => {
    const { instances } = subject();
    await instances.save([at('ahead', 5, 5), at('behind', 1, 1)]);

    await instances.save([at('ahead', 4, 4), at('behind', 2, 2), at('fresh', 0, 0), at('late', 3, 3)]);

    const found = await instances.find(['default/ahead', 'default/behind', 'default/fresh', 'default/late']);
    expect(found.map((projection) => projection?.seq)).toEqual([5, 2, 0, 3]);
  });

  it('keeps the newest when one instance comes several times in a batch', async () => {
    const { instances } = subject();

    await instances.save([
      at('twice', 1, 0),
      at('twice', 2, 1),
      at('twice', 0, 0),
      at('twice', 2, 2),
      at('twice', 2, 0),
    ]);

    expect(await instances.find(['default/twice'])).toEqual([at('twice', 2, 2)]);
  });

  it('drops what the newer one no longer has', async () => {
    const { instances } = subject();
    const first = aProjection({ workflowId: 'shrinks', wakeAt: 1, view: 'v', attributes: [{ k: 'shrinks', v: 1 }] });
    const second = aProjection({ workflowId: 'shrinks', seq: 1 });

    await instances.save([first]);
    await instances.save([second]);

    expect(await instances.find([first.instance])).toStrictEqual([second]);
    expect(await instances.due({ buckets: [7], until: 10, limit: 10 })).toEqual([]);
    const byAttribute = await instances.list({ namespace: 'default', attributes: first.attributes }, 10);
    expect(byAttribute.instances).toEqual([]);
  });
};
