import type { EventBody } from '@skald/contracts';
import { beganBy } from '../messages/began-by.js';
import type { InstanceState } from '../state/instance-state.js';

/** The turn is whole: the commands and starts of its schedules leave with it. */
export function markLeft(state: InstanceState, events: readonly EventBody[]): void {
  for (const event of events) {
    const activity = state.activities.get(beganBy(event) ?? '');
    if (activity !== undefined && activity.scheduled.refused === undefined) activity.left = true;
  }
}
