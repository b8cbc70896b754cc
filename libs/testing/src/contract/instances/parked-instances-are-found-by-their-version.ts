import type { ParkCode } from '@skald/contracts';
import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

const shop1 = { saga: 'shop', version: 1 };
const shop2 = { saga: 'shop', version: 2 };

export const parkedInstancesAreFoundByTheirVersion: InstancesPromise = (subject) => {
  const parked = (workflowId: string, parkedFor: ParkCode, part = {}) =>
    aProjection({ workflowId, ...shop1, status: 'parked', parkedFor, bucket: 1, seq: 5, ...part });

  beforeAll(async () => {
    await subject().instances.save([
      parked('c', 'SAGA_BUG'),
      parked('a', 'VERSION_ELSEWHERE'),
      parked('b', 'VERSION_ELSEWHERE', { bucket: 2, seq: 7 }),
      parked('d', 'VERSION_ELSEWHERE', shop2),
      parked('e', 'VERSION_ELSEWHERE', { saga: 'trip' }),
      parked('f', 'RECORD_TOO_LARGE'),
      aProjection({ workflowId: 'g', ...shop1 }),
    ]);
  });

  it('by instance, of these versions and for these reasons', async () => {
    const { instances } = subject();
    const reasons: ParkCode[] = ['VERSION_ELSEWHERE', 'SAGA_BUG'];
    const found = async (versions: (typeof shop1)[], buckets?: number[]) => {
      const question = { versions, reasons, limit: 10, ...(buckets === undefined ? {} : { buckets }) };
      return (await instances.parked(question)).map(({ instance }) => instance);
    };

    expect(await found([shop1])).toEqual(['default/a', 'default/b', 'default/c']);
    expect(await found([shop1, shop2])).toEqual(['default/a', 'default/b', 'default/c', 'default/d']);
    expect(await found([shop1, shop2], [2, 3])).toEqual(['default/b']);
    expect(await found([{ saga: 'shop', version: 3 }])).toEqual([]);
    expect(await found([])).toEqual([]);
    expect(await instances.parked({ versions: [shop1], reasons: [], limit: 10 })).toEqual([]);
  });

  it('page by page, each with its seq', async () => {
    const { instances } = subject();
    const question = { versions: [shop1], reasons: ['VERSION_ELSEWHERE'], limit: 1 } as const;

    expect(await instances.parked(question)).toEqual([{ instance: 'default/a', seq: 5 }]);
    expect(await instances.parked({ ...question, after: 'default/a' })).toEqual([{ instance: 'default/b', seq: 7 }]);
    expect(await instances.parked({ ...question, after: 'default/b' })).toEqual([]);
  });

  it('until they go on, or are shown as parked because they cannot be read', async () => {
    const { instances } = subject();
    await instances.save([aProjection({ workflowId: 'a', ...shop1, bucket: 1, seq: 6 })]);
    await instances.park('default/b', { kind: 'operator', id: 'parked', since: '2026-01-01T00:00:00.000Z' });

    expect(await instances.parked({ versions: [shop1], reasons: ['VERSION_ELSEWHERE'], limit: 10 })).toEqual([]);
  });
};
