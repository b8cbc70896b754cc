import type { Carried, CarriedActivity, CarriedChild } from '@skald/contracts';
import { activityKey } from './activity-key.js';
import type { ActivityState } from './activity-state.js';
import { beginAttempts, settleAttempts } from './attempts.js';
import type { InstanceState } from './instance-state.js';
import { termsOfActivity, termsOfChild } from './terms.js';

/** What the run before carried becomes part of this one. */
export function takeOver(state: InstanceState, carried: Carried, at: number): void {
  state.pivotPassed = carried.pivotPassed;
  state.view = carried.view;
  state.listeners.push(...carried.listeners);
  state.carriedSignals = carried.signals;
  state.signalCount = carried.signals.length;
  for (const one of carried.undo) {
    const activity = restored(state, one, at);
    state.activities.set(activity.key, activity);
  }
}

/** It is over, and may have to be undone; a late result of it is still taken in. */
function restored(state: InstanceState, carried: CarriedActivity | CarriedChild, at: number): ActivityState {
  const { run, attempt, output } = carried;
  const { activityId, scheduled: asked, input } = askedOf(carried);
  // Scopes are of one run: one of the same name may fail in this one.
  const { scope: _, ...scheduled } = asked;
  const forward = beginAttempts(scheduled.retry, scheduled.timeoutMs, at, attempt);
  settleAttempts(forward, output === undefined ? 'canceled' : 'completed');
  forward.certain = false;
  return {
    key: activityKey(state.run, { activityId, run }),
    activityId,
    run,
    order: state.activities.size,
    scheduled,
    deadline: undefined,
    afterPivot: false,
    forward,
    input,
    left: true,
    cancelRequested: false,
    known: output !== undefined,
    output: scheduled.work.kind === 'child' ? undefined : output,
    undoDecision: 'none',
    undo: undefined,
    escalatedAt: undefined,
    armedAt: undefined,
  };
}

function askedOf(carried: CarriedActivity | CarriedChild): Pick<ActivityState, 'activityId' | 'scheduled' | 'input'> {
  if ('started' in carried) {
    return { activityId: carried.started.childId, scheduled: termsOfChild(carried.started), input: undefined };
  }
  const { scheduled } = carried;
  return { activityId: scheduled.activityId, scheduled: termsOfActivity(scheduled), input: scheduled.input };
}
