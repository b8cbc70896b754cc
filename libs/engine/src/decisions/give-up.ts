import type { ActivityCanceled, ChildGivenUp } from '@skald/contracts';
import { outcomeWhenGivenUp } from '../state/attempts.js';
import type { InstanceState } from '../state/instance-state.js';

/**
 * Gives up a forward activity or child that is still open: no further attempt, its outcome as far as it is known.
 * `compensate`: whether a child that is cancelled undoes what it did.
 */
export function giveUp(state: InstanceState, activityId: string, compensate: boolean): ActivityCanceled | ChildGivenUp {
  const { left, forward, scheduled } = state.activities.get(activityId)!;
  // What has not left yet never will (compensation rule 2).
  const outcome = left ? outcomeWhenGivenUp(forward) : 'none';
  switch (scheduled.work.kind) {
    case 'activity':
      return { type: 'ActivityCanceled', activityId, operation: 'execute', outcome };
    case 'child': {
      const cancel = scheduled.work.onParentClose === 'cancel' ? { cancel: { compensate } } : {};
      return { type: 'ChildGivenUp', childId: activityId, outcome, ...cancel };
    }
  }
}
