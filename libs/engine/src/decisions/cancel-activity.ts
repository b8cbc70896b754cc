import type { ActivityCanceled } from '@skald/contracts';
import { outcomeWhenGivenUp } from '../state/attempts.js';
import type { InstanceState } from '../state/instance-state.js';

/** Gives up a forward activity that is still open: no further attempt, its outcome as far as it is known. */
export function cancelActivity(state: InstanceState, activityId: string): ActivityCanceled {
  const { left, forward } = state.activities.get(activityId)!;
  // What has not left yet never will (compensation rule 2).
  const outcome = left ? outcomeWhenGivenUp(forward) : 'none';
  return { type: 'ActivityCanceled', activityId, operation: 'execute', outcome };
}
