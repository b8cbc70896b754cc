import type { Evidence } from '../evidence/evidence.js';
import { deservesUndo, isEffective, isExempt, undoEffects, wasUndone } from '../reading/deserves-undo.js';
import { effectTables } from '../reading/effect-tables.js';
import type { InstanceStory, Life } from '../reading/life.js';
import { storiesOf } from '../reading/instance-story.js';
import type { Work } from '../reading/work.js';
import { keyOf, mayHaveHappened } from '../reading/work.js';
import { callSlice, effectSlice, journalSlice } from '../slice.js';
import { statusAfter } from './every-instance-has-one-ending.js';
import { undosFollowTheirOrder } from './undos-follow-their-order.js';
import type { Violation } from '../violation.js';
import { violated } from '../violation.js';

/** I-08: what may have been done is undone exactly once, newest first, where the instance says so; nothing else is. */
export function whatWasDoneIsUndone(evidence: Evidence): readonly Violation[] {
  return [...storiesOf(evidence).values()].flatMap((story) => [
    ...story.lives.flatMap((life) => judge(evidence, story, life)),
    ...undosFollowTheirOrder(evidence, story),
  ]);
}

function judge(evidence: Evidence, { works, history }: InstanceStory, life: Life): readonly Violation[] {
  const own = [...works.values()].filter(({ run }) => run >= life.firstRun && run <= life.lastRun);
  const ended = life.end === undefined ? undefined : statusAfter(life.end.event);
  const violations = own.flatMap((work) => undoneForNothing(evidence, work));
  const { projection } = history;
  const isLast = life.started.turn.run <= (projection?.run ?? -1) && (projection?.run ?? -1) <= life.lastRun;
  const ofScopes = own.filter((work) => isOfFailedScope(life, work));
  switch (ended) {
    case 'compensated':
    case 'failed':
      return [...violations, ...own.flatMap((work) => notUndone(evidence, life, work))];
    case 'canceled': {
      const undoes = !history.places.some(({ event }) => event.type === 'CancelRequested' && !event.compensate);
      return [...violations, ...(undoes ? own : ofScopes).flatMap((work) => notUndone(evidence, life, work))];
    }
    case 'completed': {
      const undone = own.filter(
        (work) => work.undo !== undefined && !work.plans.some(isOfScope) && !ofScopes.includes(work),
      );
      const what = 'a completed instance has undone something';
      return [
        ...violations,
        ...undone.map((work) => violated(evidence, 'I-08', what, ...workSlices(evidence, work))),
        ...ofScopes.flatMap((work) => notUndone(evidence, life, work)),
      ];
    }
    case undefined:
      if (!isLast || projection?.status !== 'compensation-failed') return violations;
      return [...violations, ...own.flatMap((work) => misreported(evidence, life, work))];
    default:
      return violations;
  }
}

function isOfScope({ event }: Work['plans'][number]): boolean {
  return event.type === 'CompensationPlanned' && event.cause === 'scope';
}

function isOfFailedScope({ plans, pivotAt = Infinity }: Life, work: Work): boolean {
  return plans.some(({ event, turn, order }) => {
    const own = turn.run === work.run && order < pivotAt && work.asked.order < order;
    return own && event.cause === 'scope' && `${work.scope ?? ''}/`.startsWith(`${event.scope}/`);
  });
}

function notUndone(evidence: Evidence, life: Life, work: Work): readonly Violation[] {
  const violations = leftStanding(evidence, life, work);
  return violations.length > 0 && isDeadLettered(evidence, work) ? [] : violations;
}

function leftStanding(evidence: Evidence, life: Life, work: Work): readonly Violation[] {
  const tables = effectTables(evidence);
  if (!deservesUndo(tables, work) || isExempt(work)) return [];
  const name = statusAfter(life.end!.event)!;
  if (!wasUndone(work)) {
    const what = `${work.id} may have happened, the instance is ${name}, and it was not undone`;
    return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
  }
  if (work.kind === 'child' || !isEffective(tables, work)) return [];
  if (undoEffects(tables, work) === 0) {
    const what = `${work.id} was effective, the instance is ${name}, and its undo did not come about`;
    return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
  }
  const [forward] = tables.effective.get(keyOf(work, 'execute')) ?? [];
  const undos = [false, true].flatMap((late) => tables.calls.get(keyOf(work, 'compensate', late)) ?? []);
  if (forward === undefined || undos.length === 0 || undos.some(({ at }) => at >= forward.at)) return [];
  const what = `${work.id} came about after its last undo`;
  return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
}

/** An undo of something that certainly never happened, or that nobody planned. */
function undoneForNothing(evidence: Evidence, work: Work): readonly Violation[] {
  const tables = effectTables(evidence);
  if (undoEffects(tables, work) === 0 || isEffective(tables, work)) return [];
  if (work.compensable && mayHaveHappened(work)) return [];
  const what = `${work.id} was undone and had certainly not happened`;
  return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
}

/** compensation-failed: the journal lists exactly those without an effective undo. */
function misreported(evidence: Evidence, life: Life, work: Work): readonly Violation[] {
  const tables = effectTables(evidence);
  const { undo } = work;
  if (life.unwinding === undefined || !deservesUndo(tables, work) || isExempt(work)) return [];
  const waits = work.inDoubt === 'ask' && work.forward.completed === undefined;
  if (undo === undefined) {
    if (waits) return [];
    const what = `${work.id} is neither undone nor listed as one whose undo failed`;
    return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
  }
  const effects = undoEffects(tables, work);
  if (undo.status === 'failed' && undo.outcome === 'none' && effects > 0) {
    const what = `the undo of ${work.id} is listed as failed for certain, and came about`;
    return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
  }
  if (undo.status !== 'completed' || work.kind === 'child' || !isEffective(tables, work) || effects > 0) return [];
  const what = `the undo of ${work.id} is listed as done, and did not come about`;
  return [violated(evidence, 'I-08', what, ...workSlices(evidence, work))];
}

/** It completed after the end: dead letter and alarm, by the contract of late completions. */
function isDeadLettered({ broker }: Evidence, { workflowId, id, run }: Work): boolean {
  return broker.records.some(({ topic, headers, key, value }) => {
    const closed = topic.endsWith('.dlq') && headers['skald_dlq_reason'] === 'CLOSED_INSTANCE' && key === workflowId;
    return closed && value !== null && value.includes(`"activityId":"${id}"`) && value.includes(`"run":${run}`);
  });
}

function workSlices(evidence: Evidence, work: Work): readonly string[] {
  const tables = effectTables(evidence);
  const keys = [keyOf(work, 'execute'), keyOf(work, 'compensate'), keyOf(work, 'compensate', true)];
  const places = [
    work.asked,
    ...work.forward.settlements,
    ...(work.undo?.schedules ?? []),
    ...(work.undo?.settlements ?? []),
  ];
  return [
    ...places.map(({ turn, event }) => journalSlice(turn, event)),
    ...keys.flatMap((key) => (tables.calls.get(key) ?? []).map(callSlice)),
    ...keys.flatMap((key) => (tables.effective.get(key) ?? []).map(effectSlice)),
  ];
}
