import type { CompensationPlanned } from '@skald/contracts';
import type { Story } from './random-works.for-spec.js';
import type { Place, Work } from './random-works.for-spec.js';
import { isInside, isUndone, mayStand, passesPivot } from './random-works.for-spec.js';

interface Plan {
  readonly place: Place;
  readonly event: CompensationPlanned;
  /** In its order. */
  readonly works: readonly Work[];
}

/** I-08: what may have been done is undone once, newest first, and nothing else is. */
export function* undoFlaws(story: Story): Generator<string> {
  const { places, works, status } = story;
  const plans = plansOf(story);
  const last = plans.filter(({ event }) => event.cause !== 'scope');
  if (status !== 'terminated' && last.length !== (status === 'compensated' ? 1 : 0)) {
    yield `${status} with ${last.length} plans`;
  }
  for (const plan of plans) yield* planFlaws(story, plan, plans);
  for (const work of works.values()) yield* countFlaws(work);
  for (const { event, order, run } of places) {
    if (event.type !== 'ScopeUndone') continue;
    const plan = plans.find((one) => isPlanOf(one, event.scope) && one.place.run === run);
    for (const work of plan?.works ?? []) {
      if (mayStand(work, order) && !isUndone(work, order)) yield `${event.scope} goes on before ${work.key} is undone`;
    }
  }
  if (!owesUndo(story)) return;
  for (const work of works.values()) {
    if (work.undoable && mayStand(work) && !isUndone(work)) yield `${status}, and ${work.key} is not undone`;
  }
}

function plansOf({ places, works }: Story): Plan[] {
  return places.flatMap((place) => {
    const { event } = place;
    if (event.type !== 'CompensationPlanned') return [];
    return { place, event, works: event.plan.map(({ run, activityId }) => works.get(`${run}/${activityId}`)!) };
  });
}

function isPlanOf({ event }: Plan, scope: string): boolean {
  return event.cause === 'scope' && event.scope === scope;
}

/** Whether a closed instance owes an undo for whatever may stand. */
function owesUndo(story: Story): boolean {
  return ['compensated', 'failed', 'canceled'].includes(story.status) && !isCanceledAsItIs(story);
}

function isCanceledAsItIs({ places }: Story): boolean {
  return places.some(({ event }) => event.type === 'CancelRequested' && !event.compensate);
}

function* planFlaws(story: Story, plan: Plan, plans: readonly Plan[]): Generator<string> {
  const { places, works, order } = story;
  const { place, works: planned } = plan;
  const name = `the plan at ${place.order}`;
  const past = places.some((one) => one.order < place.order && passesPivot(one.event));
  if (past && planned.length > 0) yield `${name} undoes something past the pivot`;
  for (const [i, work] of planned.entries()) {
    const newer = planned[i - 1];
    if (!concerns(plan, work)) yield `${name} undoes ${work.key}, which is none of its business`;
    if (newer === undefined) continue;
    if (newer.asked.order < work.asked.order) yield `${name} has ${newer.key} before ${work.key}, which is newer`;
    const begins = work.undos[0]?.order;
    if (order === 'parallel' || begins === undefined) continue;
    // What an operator is asked about comes when he says so.
    if (waitsForOperator(newer, begins) || waitsForOperator(work, begins)) continue;
    if (!newer.undoSettled.some((one) => one.order < begins)) yield `${work.key} is undone before ${newer.key} is`;
  }
  for (const work of works.values()) {
    if (!concerns(plan, work)) continue;
    if (work.asked.order > place.order) yield `${work.key} is asked for after ${name}`;
    const earlier = plans.some((one) => one.place.order < place.order && concerns(one, work));
    if (past || isCanceledAsItIs(story) || earlier || !work.undoable || !mayStand(work, place.order)) continue;
    if (!planned.includes(work)) yield `${name} lacks ${work.key}`;
  }
}

function concerns({ place, event }: Plan, { run, scope }: Work): boolean {
  return event.cause !== 'scope' || (run === place.run && isInside(scope, event.scope));
}

function* countFlaws(work: Work): Generator<string> {
  const { key, undoable, plans, undos, completed } = work;
  if (plans.length > 1) yield `${key} is planned to be undone ${plans.length} times`;
  const late = undos.filter((one) => one.late);
  const first = undos.filter((one) => !one.late);
  if (late.length > 1 || first.length > 1) yield `${key} is undone ${undos.length} times`;
  if (late.some(({ order }) => !completed.some((one) => one < order))) yield `${key} is undone late, and was not done`;
  for (const { order } of undos) {
    if (!undoable || !mayStand(work, order)) yield `${key} is undone at ${order}, and there was nothing to undo`;
  }
}

function waitsForOperator(work: Work, order: number): boolean {
  return work.inDoubt === 'ask' && !work.completed.some((one) => one < order);
}
