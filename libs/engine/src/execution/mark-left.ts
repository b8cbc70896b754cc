import type { EventBody } from '@skald/contracts';
import type { InstanceState } from '../state/instance-state.js';

/** The turn is whole: the commands of its schedules leave with it. */
export function markLeft(state: InstanceState, events: readonly EventBody[]): void {
  for (const event of events) {
    if (event.type !== 'ActivityScheduled' || event.operation !== 'execute' || event.refused !== undefined) continue;
    const activity = state.activities.get(event.activityId);
    if (activity !== undefined) activity.left = true;
  }
}
