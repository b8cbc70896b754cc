import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const openInstancesAreCountedByNamespace: InstancesPromise = (subject) => {
  it('counts what is not closed in these buckets, by namespace', async () => {
    const { instances } = subject();
    expect(await instances.openByNamespace([1, 2, 3])).toEqual([]);
    const at = Date.UTC(2026, 0, 2);
    await instances.save([
      aProjection({ workflowId: 'a', namespace: 'shop', bucket: 1 }),
      aProjection({ workflowId: 'b', namespace: 'shop', bucket: 3, status: 'parked' }),
      aProjection({ workflowId: 'c', namespace: 'shop', bucket: 4 }),
      aProjection({ workflowId: 'd', namespace: 'shop', bucket: 1, status: 'completed', closedAt: at, expireAt: at }),
      aProjection({ workflowId: 'e', namespace: 'bank', bucket: 2 }),
      aProjection({ workflowId: 'f', namespace: 'idle', bucket: 2, status: 'completed', closedAt: at, expireAt: at }),
    ]);

    expect(await instances.openByNamespace([1, 2, 3])).toEqual([
      { namespace: 'bank', open: 1 },
      { namespace: 'shop', open: 2 },
    ]);
    expect(await instances.openByNamespace([])).toEqual([]);
  });
};
