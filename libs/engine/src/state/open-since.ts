import type { InstanceState } from './instance-state.js';

/** When the code of the first run began; what watches the instance as a whole counts from there. */
export function openSince({ started, startedAt }: Pick<InstanceState, 'started' | 'startedAt'>): number {
  const since = started?.openSince ?? started?.beginAt;
  return since === undefined ? startedAt : Date.parse(since);
}
