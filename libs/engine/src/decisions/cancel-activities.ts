import type { EventBody } from '@skald/contracts';
import { outcomeWhenGivenUp } from '../state/attempts.js';
import type { InstanceState } from '../state/instance-state.js';

/** Gives up every forward activity that is still open: no further attempt, its outcome as far as it is known. */
export function cancelOpenActivities(state: InstanceState): EventBody[] {
  const canceled: EventBody[] = [];
  for (const activityId of state.open) {
    const activity = state.activities.get(activityId)!;
    const { status } = activity.forward;
    if (status !== 'in-flight' && status !== 'back-off') continue;
    // What has not left yet never will (compensation rule 2).
    const outcome = activity.left ? outcomeWhenGivenUp(activity.forward) : 'none';
    canceled.push({ type: 'ActivityCanceled', activityId, operation: 'execute', outcome });
  }
  return canceled;
}
