import type { Evidence } from '../evidence/evidence.js';
import { effectTables } from '../reading/effect-tables.js';
import type { InstanceStory, Life } from '../reading/life.js';
import type { Place } from '../reading/instance-history.js';
import type { Work } from '../reading/work.js';
import { keyOf } from '../reading/work.js';
import { callSlice, journalSlice } from '../slice.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** Of I-08: plans go newest first, an undo begins when those before it are settled, and nothing goes forward any more. */
export function undosFollowTheirOrder(evidence: Evidence, story: InstanceStory): readonly Violation[] {
  return story.lives.flatMap((life) => [
    ...life.plans.flatMap((plan) => outOfOrder(evidence, story, life, plan)),
    ...goesForward(evidence, story, life),
  ]);
}

function outOfOrder(
  evidence: Evidence,
  { works }: InstanceStory,
  { started }: Life,
  { event, turn }: Place<'CompensationPlanned'>,
): readonly Violation[] {
  const planned = event.plan.flatMap(({ run, activityId }) => works.get(`${run}/${activityId}`) ?? []);
  const violations: Violation[] = [];
  const tables = effectTables(evidence);
  const firstCall = (work: Work) => tables.calls.get(keyOf(work, 'compensate'))?.[0];
  for (const [i, work] of planned.entries()) {
    const newer = planned[i - 1];
    if (newer === undefined) continue;
    if (newer.asked.order < work.asked.order) {
      const what = `the plan has ${newer.id} before ${work.id}, which is newer`;
      violations.push(violated(evidence, 'I-08', what, journalSlice(turn, event)));
    }
    const begins = work.undo?.schedules[0];
    const order = begins?.order ?? Infinity;
    if (started.event.compensationOrder === 'parallel') continue;
    if (waitsForOperator(work, order) || waitsForOperator(newer, order)) continue;
    const settled = [...newer.skips, ...(newer.undo?.settlements ?? []), ...(newer.resolved ? [newer.resolved] : [])];
    if (begins !== undefined && !settled.some(({ order }) => order < begins.order)) {
      const what = `the undo of ${work.id} began before that of ${newer.id}, which is newer, was settled`;
      const slices = [begins, ...settled].map((place) => journalSlice(place.turn, place.event));
      violations.push(violated(evidence, 'I-08', what, ...slices));
    }
    const [first, before] = [firstCall(work), firstCall(newer)];
    const done = newer.undo?.settlements[0]?.event.type === 'ActivityCompleted';
    if (!done || first === undefined || before === undefined || before.at <= first.at) continue;
    const what = `the undo of ${work.id} was called before that of ${newer.id}, which is newer`;
    violations.push(violated(evidence, 'I-08', what, callSlice(first), callSlice(before)));
  }
  return violations;
}

/** An output that arrives ends the wait. */
function waitsForOperator({ inDoubt, forward }: Work, order: number): boolean {
  return inDoubt === 'ask' && (forward.completed?.order ?? Infinity) > order;
}

function goesForward(
  evidence: Evidence,
  { works }: InstanceStory,
  { unwinding, plans, lastRun }: Life,
): readonly Violation[] {
  const violations: Violation[] = [];
  for (const work of works.values()) {
    const { asked } = work;
    const late =
      unwinding !== undefined &&
      work.run <= lastRun &&
      asked.turn.run >= unwinding.turn.run &&
      asked.order > unwinding.order;
    const inFailed = plans.find(
      ({ event, turn, order }) =>
        event.cause === 'scope' &&
        turn.run === work.run &&
        order < asked.order &&
        `${work.scope ?? ''}/`.startsWith(`${event.scope}/`),
    );
    const plan = late ? unwinding : inFailed;
    if (plan === undefined) continue;
    const slices = [plan, asked].map(({ turn, event }) => journalSlice(turn, event));
    violations.push(violated(evidence, 'I-08', `${work.id} was scheduled after undoing had begun`, ...slices));
  }
  return violations;
}
