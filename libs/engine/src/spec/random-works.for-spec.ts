import type { Effect, SagaEvent, SagaStatus } from '@skald/contracts';
import type { SagaOptions } from '../index.js';
import type { WrittenInstance } from './written-instance.for-spec.js';

/** An event with its place in the line of all events of its instance. */
export interface Place {
  readonly order: number;
  readonly turn: number;
  readonly run: number;
  readonly at: number;
  readonly event: SagaEvent;
}

/** What a history says of one activity or child, told anew from the events alone. */
export interface Work {
  readonly key: string;
  readonly id: string;
  readonly run: number;
  readonly kind: 'activity' | 'child';
  readonly asked: Place;
  readonly scope: string | undefined;
  readonly inDoubt: string | undefined;
  undoable: boolean;
  readonly completed: number[];
  /** Ends of the forward part without success. */
  readonly ended: { readonly order: number; readonly turn: number; readonly outcome: Effect }[];
  readonly plans: number[];
  readonly undos: { readonly order: number; readonly late: boolean }[];
  /** The undo is done, exhausted, skipped or resolved. */
  readonly undoSettled: { readonly order: number; readonly how: 'done' | 'failed' | 'skipped' | 'seen to' }[];
}

/** A closed instance, read from its events alone. */
export interface Story {
  readonly places: readonly Place[];
  readonly works: ReadonlyMap<string, Work>;
  readonly status: SagaStatus;
  readonly order: SagaOptions['compensationOrder'];
}

export function placesOf({ turns }: Pick<WrittenInstance, 'turns'>): Place[] {
  const places = turns.flatMap(({ seq: turn, run, at, events }) => events.map((event) => ({ turn, run, at, event })));
  return places.map((place, order) => ({ order, ...place }));
}

export function worksOf(places: readonly Place[]): Map<string, Work> {
  const works = new Map<string, Work>();
  for (const place of places) tell(works, place);
  return works;
}

/** As far as the history says before `order`: whether its effect may stand. */
export function mayStand({ completed, ended }: Work, order = Infinity): boolean {
  if (completed.some((one) => one < order)) return true;
  return ended.findLast((one) => one.order < order)?.outcome === 'unknown';
}

/** Nothing more is to be undone of it. */
export function isUndone({ undos, undoSettled, completed, kind }: Work, order = Infinity): boolean {
  const settled = undoSettled.filter((one) => one.order < order);
  if (settled.some(({ how }) => how === 'seen to')) return true;
  const first = undos.find(({ late }) => !late);
  const knownAt = completed[0] ?? Infinity;
  // What a participant undid in doubt is undone once more when it turns out to have been done.
  const since = first === undefined || kind === 'child' || first.order > knownAt ? -1 : knownAt;
  const skipped = knownAt >= order && settled.some(({ how }) => how === 'skipped');
  return skipped || settled.some((one) => one.how === 'done' && one.order > (since < order ? since : -1));
}

export function passesPivot(event: SagaEvent): boolean {
  return event.type === 'PivotPassed' || (event.type === 'ChildCompleted' && event.pivot === true);
}

export function isInside(scope: string | undefined, outer: string): boolean {
  return `${scope ?? ''}/`.startsWith(`${outer}/`);
}

function tell(works: Map<string, Work>, place: Place): void {
  const { event, order, turn, run } = place;
  const work = (id: string, of = run): Work => {
    const found = works.get(`${of}/${id}`);
    if (found === undefined) throw new Error(`event ${order} tells of ${id} of run ${of}, which was never asked for`);
    return found;
  };
  const ask = (id: string, about: Pick<Work, 'kind' | 'scope' | 'inDoubt' | 'undoable'>): void => {
    const key = `${run}/${id}`;
    if (works.has(key)) throw new Error(`${key} was asked for twice`);
    works.set(key, {
      key,
      id,
      run,
      asked: place,
      ...about,
      completed: [],
      ended: [],
      plans: [],
      undos: [],
      undoSettled: [],
    });
  };
  switch (event.type) {
    case 'ActivityScheduled': {
      const { activityId: id } = event;
      if (event.operation === 'compensate') {
        work(id, event.run).undos.push({ order, late: event.late === true });
        return;
      }
      const { scope, compensation } = event;
      return ask(id, { kind: 'activity', scope, inDoubt: compensation?.inDoubt, undoable: compensation !== undefined });
    }
    case 'ChildStarted':
      return ask(event.childId, { kind: 'child', scope: event.scope, inDoubt: undefined, undoable: true });
    case 'ChildUndoRequested':
      work(event.childId, event.run).undos.push({ order, late: false });
      return;
    case 'ActivityCompleted':
    case 'ChildCompleted': {
      const done = work('childId' in event ? event.childId : event.activityId, event.run);
      if (event.operation === 'execute') done.completed.push(order);
      else done.undoSettled.push({ order, how: 'done' });
      return;
    }
    case 'ActivityFailed':
    case 'ChildFailed': {
      const failed = work('childId' in event ? event.childId : event.activityId, event.run);
      if (event.operation === 'execute') failed.ended.push({ order, turn, outcome: event.outcome });
      else failed.undoSettled.push({ order, how: 'failed' });
      return;
    }
    case 'ActivityCanceled':
      work(event.activityId).ended.push({ order, turn, outcome: event.outcome });
      return;
    case 'ChildGivenUp': {
      const child = work(event.childId);
      child.ended.push({ order, turn, outcome: event.outcome });
      if (event.cancel === undefined) child.undoable = false;
      return;
    }
    case 'CompensationPlanned':
      for (const planned of event.plan) work(planned.activityId, planned.run).plans.push(order);
      return;
    case 'CompensationSkipped':
      work(event.activityId, event.run).undoSettled.push({
        order,
        how: event.actor === 'skald' ? 'skipped' : 'seen to',
      });
      return;
    case 'OperatorActed':
      if (event.verb !== 'resolve' || event.activityId === undefined || event.operation !== 'compensate') return;
      work(event.activityId, event.run).undoSettled.push({ order, how: 'seen to' });
      return;
    default:
      return;
  }
}
