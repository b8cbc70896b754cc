import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const openInstancesAreCountedByVersion: InstancesPromise = (subject) => {
  it('counts nothing where nothing is', async () => {
    expect(await subject().instances.openByVersion()).toEqual([]);
  });

  it('counts what is not closed by saga and version, over all namespaces, with the oldest', async () => {
    const { instances } = subject();
    const at = Date.UTC(2026, 0, 2);
    const one = (workflowId: string, part: Partial<Parameters<typeof aProjection>[0]>) =>
      aProjection({ workflowId, saga: 'trip', startedAt: at, ...part });
    await instances.save([
      one('a', { version: 2, startedAt: at + 5 }),
      one('b', { version: 2, namespace: 'other', startedAt: at + 1 }),
      one('c', { version: 2, status: 'completed', startedAt: at - 9, closedAt: at, expireAt: at }),
      one('d', { version: 1, status: 'parked' }),
      one('e', { version: 1, saga: 'orders.checkout' }),
    ]);

    expect(await instances.openByVersion()).toEqual([
      { saga: 'orders.checkout', version: 1, open: 1, oldest: at },
      { saga: 'trip', version: 1, open: 1, oldest: at },
      { saga: 'trip', version: 2, open: 2, oldest: at + 1 },
    ]);
  });
};
