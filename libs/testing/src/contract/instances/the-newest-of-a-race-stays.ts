import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const theNewestOfARaceStays: InstancesPromise = (subject) => {
  it('ends with the newest, whatever order concurrent writers come in', async () => {
    const { instances } = subject();
    const at = (seq: number) => aProjection({ workflowId: 'raced', seq, publishedSeq: seq });
    const order = [3, 0, 5, 1, 4, 2, 5, 0];

    await Promise.all(order.map((seq) => instances.save([at(seq)])));

    expect(await instances.find(['default/raced'])).toEqual([at(5)]);
  });
};
