import type { Operation } from '@skald/contracts';
import type { Evidence } from '../evidence/evidence.js';
import type { InstanceHistory, Place } from '../reading/instance-history.js';
import { historiesOf } from '../reading/instance-history.js';
import { journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** How one operation, effect or scope stands. */
interface Standing {
  place: Place;
  status: 'open' | 'failed' | 'canceled' | 'completed';
}

type Flaw = (what: string, ...places: readonly Place[]) => void;

/** I-04: each resolution names one earlier schedule of the same kind, id and run; at most one resolution for a schedule. */
export function resolutionsNameOneSchedule(evidence: Evidence): readonly Violation[] {
  const violations: Violation[] = [];
  const flaw: Flaw = (what, ...places) =>
    violations.push(violated(evidence, 'I-04', what, ...places.map(({ turn, event }) => journalSlice(turn, event))));
  for (const history of historiesOf(evidence).values()) follow(history, flaw);
  return violations;
}

function follow({ places }: InstanceHistory, flaw: Flaw): void {
  const standings = new Map<string, Standing>();
  for (const place of places) {
    const { event, turn } = place;
    const operation = (id: string, op: Operation, run = turn.run): string => `${run}/${id}/${op}`;
    const scheduled = (key: string, again = false): void => {
      const before = standings.get(key);
      if (before !== undefined && !again) flaw('one id is scheduled twice', before.place, place);
      standings.set(key, { place, status: 'open' });
    };
    const resolved = (key: string, status: Standing['status'], after: readonly Standing['status'][]): void => {
      const standing = standings.get(key);
      if (standing === undefined) return flaw('a resolution names nothing that was scheduled', place);
      if (!after.includes(standing.status)) flaw('a schedule has two resolutions', standing.place, place);
      standings.set(key, { place, status });
    };
    const told = (key: string): void => {
      if (!standings.has(key)) flaw('a report names nothing that was scheduled', place);
    };
    switch (event.type) {
      case 'ActivityScheduled':
        if (event.operation === 'execute') scheduled(operation(event.activityId, 'execute'));
        else {
          told(operation(event.activityId, 'execute', event.run));
          scheduled(operation(event.activityId, 'compensate', event.run), event.late === true);
        }
        break;
      case 'ChildStarted':
        scheduled(operation(event.childId, 'execute'));
        break;
      case 'ChildUndoRequested':
        told(operation(event.childId, 'execute', event.run));
        scheduled(operation(event.childId, 'compensate', event.run), true);
        break;
      case 'ActivityStarted':
      case 'ActivityHeartbeat':
      case 'ActivityAttemptFailed':
        told(operation(event.activityId, event.operation, event.run));
        break;
      case 'ActivityTimedOut':
        told(operation(event.activityId, event.operation));
        break;
      case 'ActivityCompleted':
        resolved(operation(event.activityId, event.operation, event.run), 'completed', ['open', 'failed', 'canceled']);
        break;
      case 'ChildCompleted':
        resolved(operation(event.childId, event.operation, event.run), 'completed', ['open', 'failed', 'canceled']);
        break;
      // What was given up may still say that nothing happened.
      case 'ActivityFailed':
        resolved(operation(event.activityId, event.operation, event.run), 'failed', ['open', 'canceled']);
        break;
      case 'ChildFailed':
        resolved(operation(event.childId, event.operation, event.run), 'failed', ['open', 'canceled']);
        break;
      case 'ActivityCanceled':
        resolved(operation(event.activityId, 'execute'), 'canceled', ['open']);
        break;
      case 'ChildGivenUp':
        resolved(operation(event.childId, 'execute'), 'canceled', ['open']);
        break;
      case 'OperatorActed': {
        const { verb, activityId, run } = event;
        const standing =
          activityId === undefined
            ? undefined
            : standings.get(operation(activityId, event.operation ?? 'execute', run));
        if (verb === 'retry' && standing !== undefined) standing.status = 'open';
        break;
      }
      case 'EffectScheduled':
        scheduled(`${turn.run} effect ${event.effectId}`);
        break;
      case 'EffectRecorded':
        resolved(`${turn.run} effect ${event.effectId}`, 'completed', ['open']);
        break;
      case 'CompensationPlanned':
        if (event.cause === 'scope') scheduled(`${turn.run} scope ${event.scope}`);
        break;
      case 'ScopeUndone':
        resolved(`${turn.run} scope ${event.scope}`, 'completed', ['open']);
        break;
      default:
        break;
    }
  }
}
