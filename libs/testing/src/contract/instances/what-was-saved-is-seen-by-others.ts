import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const whatWasSavedIsSeenByOthers: InstancesPromise = (subject) => {
  it('finds what another connection saved as soon as that was acknowledged', async () => {
    const { instances, reopen } = subject();
    if (!reopen) return;
    const saved = aProjection({ workflowId: 'shared', wakeAt: 5, attributes: [{ k: 'shared', v: 1 }] });
    await instances.save([saved]);

    const other = await reopen();

    expect(await other.find([saved.instance])).toEqual([saved]);
    expect(await other.due({ buckets: [7], until: 5, limit: 5 })).toEqual([{ instance: saved.instance, wakeAt: 5 }]);
    const { instances: listed } = await other.list({ namespace: 'default', attributes: saved.attributes }, 5);
    expect(listed).toEqual([saved]);
  });
};
