import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

const waitingFor = {
  kind: 'operator',
  id: 'parked',
  since: '2026-01-01T00:00:00.000Z',
  detail: 'CORRUPT_HISTORY: gap',
} as const;

export const oneIsShownAsParked: InstancesPromise = (subject) => {
  it('whatever its seq, is not due any more, and keeps the rest', async () => {
    const { instances } = subject();
    const projection = aProjection({
      seq: 3,
      publishedSeq: 3,
      wakeAt: 5,
      parkedFor: 'SAGA_BUG',
      input: { 'a.b': 1 },
      bucket: 7,
    });
    await instances.save([projection]);
    await instances.park(projection.instance, waitingFor);
    const { wakeAt: _, parkedFor: __, ...rest } = projection;

    expect(await instances.find([projection.instance])).toEqual([
      { ...rest, status: 'parked', waitingFor: [waitingFor] },
    ]);
    expect(await instances.due({ buckets: [7], until: 10, limit: 10 })).toEqual([]);
    const { instances: parked } = await instances.list({ namespace: 'default', status: 'parked' }, 10);
    expect(parked).toHaveLength(1);
  });

  it('until something newer is saved', async () => {
    const { instances } = subject();
    const newer = aProjection({ seq: 4, publishedSeq: 4 });
    await instances.save([newer]);

    expect(await instances.find([newer.instance])).toEqual([newer]);
  });

  it('leaves alone what is not there', async () => {
    const { instances } = subject();
    await instances.park('default/nobody', waitingFor);

    expect(await instances.find(['default/nobody'])).toEqual([undefined]);
  });
};
