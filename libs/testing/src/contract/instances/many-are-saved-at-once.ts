import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

const patience = 60_000;

export const manyAreSavedAtOnce: InstancesPromise = (subject) => {
  it(
    'saves large batches, and many of them at the same time, first and again',
    async () => {
      const { instances } = subject();
      const projections = (batch: number, seq: number) =>
        Array.from({ length: 40 }, (_, i) =>
          aProjection({ workflowId: `batch-${batch}-${i}`, seq, publishedSeq: seq }),
        );
      const large = (seq: number) => Array.from({ length: 5 }, (_, batch) => projections(batch, seq)).flat();

      await instances.save(large(0));
      await instances.save(large(2));
      await Promise.all(Array.from({ length: 5 }, (_, batch) => instances.save(projections(batch, 3))));

      const newest = large(3);
      expect(await instances.find(newest.map(({ instance }) => instance))).toEqual(newest);
    },
    patience,
  );
};
