import { awkwardIds } from '../../builders/awkward-ids.js';
import { oddJson } from '../../builders/odd-json.js';
import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const aProjectionComesBackWhole: InstancesPromise = (subject) => {
  it('returns each field as it was saved', async () => {
    const { instances } = subject();
    const full = aProjection({
      workflowId: 'full',
      run: 2,
      seq: 31,
      runSeq: 12,
      publishedSeq: 30,
      status: 'compensation-failed',
      parkedFor: 'SAGA_BUG',
      cause: 'failure',
      error: { type: 'CardDeclined', message: 'no', details: { code: [1] } },
      input: { total: 1 },
      output: null,
      view: ['v'],
      attributes: [
        { k: 'customer', v: 'c-7' },
        { k: 'vip', v: true },
        { k: 'total', v: 12.5 },
      ],
      waitingFor: [{ kind: 'operator', id: 'charge', since: '2026-01-01T00:00:00.000Z', detail: 'undo exhausted' }],
      updatedAt: Date.UTC(2026, 1, 1),
      closedAt: Date.UTC(2026, 1, 2),
      expireAt: Date.UTC(2026, 1, 3),
      wakeAt: Date.UTC(2026, 1, 4),
      bucket: 511,
    });
    const bare = aProjection({ workflowId: 'bare' });

    await instances.save([full, bare]);

    expect(await instances.find(['default/bare', 'default/full'])).toStrictEqual([bare, full]);
  });

  it.each(oddJson)('gives back byte for byte %s', async (name, payload) => {
    const { instances } = subject();
    const workflowId = name.replaceAll(/\W/g, '-');
    const error = { type: 'Odd', message: 'a\ud800\0b', details: payload };
    const saved = aProjection({ workflowId, input: payload, output: payload, view: [payload], error });

    await instances.save([saved]);

    const [found] = await instances.find([saved.instance]);
    for (const field of ['input', 'output', 'view', 'error'] as const) {
      expect(JSON.stringify(found![field])).toBe(JSON.stringify(saved[field]));
    }
  });

  it('answers each instance in its place, also the unknown and the one asked twice', async () => {
    const { instances } = subject();
    const saved = awkwardIds.map((workflowId, i) => aProjection({ workflowId, version: i }));
    const elsewhere = aProjection({ namespace: 'other', workflowId: 'a', version: 99 });
    await instances.save([...saved, elsewhere]);

    const asked = ['default/nobody', ...saved.map(({ instance }) => instance), 'other/a', 'default/a'];

    expect(await instances.find(asked)).toEqual([undefined, ...saved, elsewhere, saved[0]]);
    expect(await instances.find([])).toEqual([]);
  });
};
