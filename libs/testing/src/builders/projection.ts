import { instanceKey } from '@skald/contracts';
import type { InstanceProjection } from '@skald/ports';

/** A projection with everything filled in; say only what matters to the test. */
export function aProjection(part: Partial<InstanceProjection> = {}): InstanceProjection {
  const identity = { namespace: part.namespace ?? 'default', workflowId: part.workflowId ?? 'order-42' };
  return {
    ...identity,
    instance: instanceKey(identity),
    saga: 'order-checkout',
    version: 1,
    run: 0,
    seq: 0,
    runSeq: 0,
    publishedSeq: -1,
    status: 'running',
    attributes: [],
    waitingFor: [],
    startedAt: Date.UTC(2026, 0, 1),
    updatedAt: Date.UTC(2026, 0, 1),
    bucket: 7,
    ...part,
  };
}
