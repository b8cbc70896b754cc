import type { Work } from './activity-state.js';
import type { InstanceState } from './instance-state.js';

/** @throws RangeError the history speaks of an activity as of a child, or of a child as of an activity. */
export function workOf<K extends Work['kind']>(
  state: InstanceState,
  activityId: string,
  kind: K,
): Extract<Work, { kind: K }> {
  const work = state.activities.get(activityId)?.scheduled.work;
  if (work?.kind !== kind) throw new RangeError(`${activityId} is no ${kind} of this run`);
  return work as Extract<Work, { kind: K }>;
}
