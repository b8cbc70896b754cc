import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const expiredInstancesAreFoundAndRemoved: InstancesPromise = (subject) => {
  it('finds the instances whose time has passed, up to a limit, and forgets those removed', async () => {
    const { instances } = subject();
    const now = Date.UTC(2026, 6, 1);
    const closed = [-2, -1, 0, 1].map((offset) =>
      aProjection({
        workflowId: `closed${offset}`,
        status: 'completed',
        expireAt: now + offset,
        attributes: [{ k: 'swept', v: true }],
      }),
    );
    await instances.save([...closed, aProjection({ workflowId: 'open' })]);

    expect(await instances.expired(now - 3, 10)).toEqual([]);
    expect(await instances.expired(now, 2)).toHaveLength(2);
    const expired = await instances.expired(now, 10);
    expect(expired.toSorted()).toEqual(['default/closed-1', 'default/closed-2', 'default/closed0']);

    await instances.remove([...expired, 'default/never-was']);

    expect(await instances.expired(now, 10)).toEqual([]);
    expect(await instances.find(['default/closed0', 'default/closed1'])).toEqual([undefined, closed[3]]);
    const left = await instances.list({ namespace: 'default', attributes: [{ k: 'swept', v: true }] }, 10);
    expect(left.instances).toEqual([closed[3]]);
    await instances.remove([]);
    await instances.save([]);
  });
};
