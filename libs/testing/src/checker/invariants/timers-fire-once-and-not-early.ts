import type { Evidence } from '../evidence/evidence.js';
import type { Place } from '../reading/instance-history.js';
import { historiesOf } from '../reading/instance-history.js';
import { journalSlice } from '../slice.js';
import { statusAfter } from './every-instance-has-one-ending.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

interface Pending {
  readonly place: Place;
  readonly fireAt: number;
}

/** I-11: a timer fires at or after its instant, at most once, never after it was cancelled or its run was over. */
export function timersFireOnceAndNotEarly(evidence: Evidence): readonly Violation[] {
  return [...historiesOf(evidence).values()].flatMap(({ places }) => follow(evidence, places));
}

function follow(evidence: Evidence, places: readonly Place[]): readonly Violation[] {
  const violations: Violation[] = [];
  const flaw = (what: string, ...shown: readonly (Place | undefined)[]): void => {
    const slices = shown.flatMap((place) => (place === undefined ? [] : [journalSlice(place.turn, place.event)]));
    violations.push(violated(evidence, 'I-11', what, ...slices));
  };
  const pending = new Map<string, Pending>();
  const start = (id: string, place: Place, text: string | undefined): void => {
    if (text !== undefined) pending.set(id, { place, fireAt: Date.parse(text) });
  };
  const fire = (id: string, place: Place): void => {
    const timer = pending.get(id);
    if (timer === undefined) return flaw(`${id} fired and was not pending`, place);
    if (place.turn.at < timer.fireAt) flaw(`${id} fired ${timer.fireAt - place.turn.at} ms early`, timer.place, place);
    pending.delete(id);
  };
  for (const [i, place] of places.entries()) {
    const { event, turn } = place;
    const before = places[i - 1];
    if (before !== undefined && turn.at < before.turn.at) flaw('time went back', before, place);
    const attempt = (activityId: string, operation: string, run = turn.run) =>
      `back-off ${run}/${activityId} ${operation}`;
    switch (event.type) {
      case 'SagaStarted':
        pending.clear();
        start('start-delay', place, event.beginAt);
        start('saga-timeout', place, event.deadline);
        break;
      case 'TimerStarted':
        start(`timer ${event.timerId}`, place, event.fireAt);
        break;
      case 'TimerCanceled':
        if (!pending.delete(`timer ${event.timerId}`)) flaw('a timer was cancelled that was not pending', place);
        break;
      case 'ActivityAttemptFailed':
        start(attempt(event.activityId, event.operation, event.run), place, event.nextAttemptAt);
        break;
      case 'ActivityCompleted':
      case 'ActivityFailed':
      case 'ActivityCanceled':
        pending.delete(attempt(event.activityId, event.operation, 'run' in event ? event.run : undefined));
        break;
      case 'TimerFired':
        if (event.purpose === 'sleep') fire(`timer ${event.timerId}`, place);
        else if (event.purpose === 'start-delay') fire('start-delay', place);
        else fire(attempt(event.activityId, event.operation, event.run), place);
        break;
      case 'SagaTimedOut':
        fire('saga-timeout', place);
        break;
      case 'CompensationPlanned':
        // Undos may be in back-off already, those of failed scopes.
        if (event.cause !== 'scope')
          for (const id of pending.keys()) if (!id.startsWith('back-off')) pending.delete(id);
        break;
      default:
        if (statusAfter(event) !== undefined) pending.clear();
    }
  }
  return violations;
}
