import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const openInstancesAreListedInOrder: InstancesPromise = (subject) => {
  it('lists what is not closed, by instance, page by page', async () => {
    const { instances } = subject();
    const open = ['a', 'b', 'c'].map((workflowId) => aProjection({ workflowId }));
    const closed = aProjection({ workflowId: 'bb', status: 'completed', closedAt: 1, expireAt: 2 });
    await instances.save([open[2]!, closed, open[0]!, open[1]!]);

    expect(await instances.open(undefined, 2)).toEqual(['default/a', 'default/b']);
    expect(await instances.open('default/b', 2)).toEqual(['default/c']);
    expect(await instances.open('default/c', 2)).toEqual([]);
  });

  it('no longer lists an instance that closed', async () => {
    const { instances } = subject();
    await instances.save([aProjection({ workflowId: 'a', seq: 1, status: 'failed', closedAt: 1, expireAt: 2 })]);

    expect(await instances.open(undefined, 10)).toEqual(['default/b', 'default/c']);
  });
};
