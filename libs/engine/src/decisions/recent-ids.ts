import type { SagaStarted } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';

/** So many ids of each kind are known to the next run; a client repeats what it sent last. */
const most = 1_000;

export function recentIds({ requestIds, signalIds }: InstanceState): NonNullable<SagaStarted['recent']> {
  return { requestIds: [...requestIds].slice(-most), signalIds: [...signalIds].slice(-most) };
}
