import { InvalidCursor, type InstanceFilter, type InstanceProjection } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const listIsNewestFirst: InstancesPromise = (subject) => {
  const day = Date.UTC(2026, 0, 1);
  const saved: readonly InstanceProjection[] = Array.from({ length: 24 }, (_, i) =>
    aProjection({
      namespace: i % 6 === 5 ? 'other' : 'default',
      workflowId: `listed-${i}`,
      saga: i % 2 ? 'order-checkout' : 'refund',
      version: i % 4 ? 1 : 2,
      status: i % 3 ? 'running' : 'completed',
      startedAt: day + Math.floor(i / 5),
      attributes: [
        { k: 'customer', v: `c-${i % 4}` },
        { k: 'n', v: i % 4 },
        { k: 'vip', v: i % 2 === 0 },
      ],
    }),
  );
  const expected = (matches: (projection: InstanceProjection) => boolean) =>
    saved
      .filter(matches)
      .toSorted((a, b) => b.startedAt - a.startedAt || (a.instance < b.instance ? 1 : -1))
      .map(({ instance }) => instance);

  beforeAll(() => subject().instances.save(saved));

  const all = async (filter: InstanceFilter, limit: number): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await subject().instances.list(filter, limit, cursor);
      expect(page.instances.length).toBeLessThanOrEqual(limit);
      seen.push(...page.instances.map(({ instance }) => instance));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return seen;
  };

  it.each([1, 3, 20, 100])('pages through a namespace, %i at a time, without gap or twin', async (limit) => {
    expect(await all({ namespace: 'default' }, limit)).toEqual(expected(({ namespace }) => namespace === 'default'));
  });

  it('says that there is no more by leaving out the cursor, also when the last page is full', async () => {
    const page = await subject().instances.list({ namespace: 'other' }, 4);
    expect(page.instances).toHaveLength(4);
    expect(page).not.toHaveProperty('cursor');
  });

  it('gives whole projections', async () => {
    const page = await subject().instances.list({ namespace: 'default' }, 1);
    expect(page.instances).toStrictEqual([saved.find(({ instance }) => instance === page.instances[0]!.instance)]);
  });

  it('filters by saga, version and status', async () => {
    const here = (projection: InstanceProjection) => projection.namespace === 'default';
    expect(await all({ namespace: 'default', saga: 'refund' }, 5)).toEqual(
      expected((projection) => here(projection) && projection.saga === 'refund'),
    );
    expect(await all({ namespace: 'default', status: 'completed' }, 5)).toEqual(
      expected((projection) => here(projection) && projection.status === 'completed'),
    );
    expect(await all({ namespace: 'default', saga: 'refund', status: 'running' }, 5)).toEqual(
      expected((projection) => here(projection) && projection.saga === 'refund' && projection.status === 'running'),
    );
    expect(await all({ namespace: 'default', saga: 'refund', version: 2, status: 'running' }, 2)).toEqual(
      expected((projection) => here(projection) && projection.version === 2 && projection.status === 'running'),
    );
    expect(await all({ namespace: 'default', version: 1 }, 5)).toEqual(
      expected((projection) => here(projection) && projection.version === 1),
    );
    expect(await all({ namespace: 'default', saga: 'no-such' }, 5)).toEqual([]);
  });

  it('filters by attributes: key and value of one attribute, all of those asked for, by type', async () => {
    const having = (n: number) =>
      expected((projection) => projection.namespace === 'default' && projection.attributes[1]!.v === n);
    const by = (...attributes: { k: string; v: string | number | boolean }[]) =>
      all({ namespace: 'default', attributes }, 3);

    expect(await by({ k: 'customer', v: 'c-1' })).toEqual(having(1));
    expect(await by({ k: 'n', v: 2 })).toEqual(having(2));
    expect(await by({ k: 'customer', v: 'c-1' }, { k: 'n', v: 1 }, { k: 'vip', v: false })).toEqual(having(1));
    expect(await by({ k: 'customer', v: 'c-1' }, { k: 'n', v: 2 })).toEqual([]);
    expect(await by({ k: 'n', v: 'c-1' })).toEqual([]);
    expect(await by({ k: 'n', v: '2' })).toEqual([]);
    expect(await by({ k: 'n', v: true })).toEqual([]);
    expect(await by({ k: 'vip', v: 1 })).toEqual([]);
  });

  it('finds by the attributes an instance has now, not by those it had', async () => {
    const changing = aProjection({
      ...{ namespace: 'changing', workflowId: 'w-1', seq: 1 },
      attributes: [
        { k: 'stage', v: 'paid' },
        { k: 'gone', v: 1 },
      ],
    });
    const { instances } = subject();
    await instances.save([changing]);
    await instances.save([{ ...changing, seq: 2, attributes: [{ k: 'stage', v: 'shipped' }] }]);

    const found = async (k: string, v: string | number) =>
      (await instances.list({ namespace: 'changing', attributes: [{ k, v }] }, 5)).instances.map(({ seq }) => seq);
    expect(await found('stage', 'shipped')).toEqual([2]);
    expect(await found('stage', 'paid')).toEqual([]);
    expect(await found('gone', 1)).toEqual([]);
  });

  it('finds attributes whose text is odd', async () => {
    const odd = ['a.b', '$gt', '', 'x\0y', '😀', '\ud800', '"', '%'];
    const projections = odd.map((text, i) =>
      aProjection({ namespace: 'odd', workflowId: `odd-${i}`, attributes: [{ k: text, v: text }] }),
    );
    await subject().instances.save(projections);

    for (const [i, text] of odd.entries()) {
      const page = await subject().instances.list({ namespace: 'odd', attributes: [{ k: text, v: text }] }, 10);
      expect(page.instances).toEqual([projections[i]]);
    }
  });

  it.each(['', 'x', 'bm90IGpzb24', 'e30', 'WzEsMl0', 'W251bGwsbnVsbF0'])(
    'refuses the foreign cursor %j',
    async (cursor) => {
      await expect(subject().instances.list({ namespace: 'default' }, 5, cursor)).rejects.toThrow(InvalidCursor);
    },
  );
};
