import type { Operation } from '@skald/contracts';
import type { Life, InstanceStory } from './life.js';
import type { Place } from './instance-history.js';
import type { OperationStory, Work } from './work.js';
import { keyOf } from './work.js';

/** What one event says of an activity or a child. */
export function followWork(story: InstanceStory, life: Life, place: Place): void {
  const { event, turn } = place;
  const find = (id: string, run = turn.run): Work | undefined => story.works.get(`${run}/${id}`);
  switch (event.type) {
    case 'ActivityScheduled':
      if (event.operation === 'execute') return ask(story, life, place, event.activityId, event.retry.maxAttempts);
      return undoAsked(place, find(event.activityId, event.run), event.retry.maxAttempts, event.late === true);
    case 'ChildStarted':
      return ask(story, life, place, event.childId, 1);
    case 'ChildUndoRequested':
      return undoAsked(place, find(event.childId, event.run), 1, false);
    case 'TimerFired': {
      if (event.purpose !== 'backoff') return;
      const work = find(event.activityId, event.run);
      return issue(work, event.operation, event.attempt, 0);
    }
    case 'ActivityAttemptFailed':
      return attemptFailed(operationOf(find(event.activityId, event.run), event.operation), event);
    case 'ActivityTimedOut': {
      const operation = operationOf(find(event.activityId), event.operation);
      if (operation !== undefined && operation.status === 'in-flight') operation.doubtful = true;
      return;
    }
    case 'ActivityCompleted':
      return complete(find(event.activityId, event.run), event.operation, place);
    case 'ChildCompleted':
      return complete(find(event.childId, event.run), event.operation, place);
    case 'ActivityFailed':
      return settle(find(event.activityId, event.run), event.operation, 'failed', event.outcome, place);
    case 'ChildFailed':
      return settle(find(event.childId, event.run), event.operation, 'failed', event.outcome, place);
    case 'ActivityCanceled':
      return giveUp(find(event.activityId), event.outcome, place);
    case 'ChildGivenUp': {
      const work = find(event.childId);
      if (work !== undefined && event.cancel === undefined) work.abandoned = true;
      return giveUp(work, event.outcome, place);
    }
    case 'CompensationPlanned':
      for (const { run, activityId } of event.plan) find(activityId, run)?.plans.push(place);
      return;
    case 'CompensationSkipped': {
      const work = find(event.activityId, event.run);
      work?.skips.push(place);
      work?.undo?.settlements.push(place);
      return;
    }
    case 'OperatorActed':
      if (event.activityId !== undefined) operatorActed(find(event.activityId, event.run), place);
      return;
    default:
      return;
  }
}

function operationStory(): OperationStory {
  return {
    ...{ schedules: [], issued: new Map(), attempt: 0, status: 'in-flight', nextAttemptAt: undefined },
    ...{ outcome: 'unknown', completed: undefined, doubtful: false, settlements: [], byOperator: false },
  };
}

function ask({ history, works }: InstanceStory, life: Life, place: Place, id: string, allowed: number): void {
  const { event, turn } = place;
  if (event.type !== 'ActivityScheduled' && event.type !== 'ChildStarted') return;
  const key = `${turn.run}/${id}`;
  if (works.has(key)) return;
  const compensation =
    event.type === 'ActivityScheduled' && event.operation === 'execute' ? event.compensation : undefined;
  const refused = 'refused' in event && event.refused !== undefined;
  const work: Work = {
    ...{ namespace: history.namespace, workflowId: history.workflowId, run: turn.run, id, asked: place },
    kind: event.type === 'ChildStarted' ? 'child' : 'activity',
    compensable: event.type === 'ChildStarted' || compensation !== undefined,
    inDoubt: compensation?.inDoubt ?? 'compensate',
    scope: 'scope' in event ? event.scope : undefined,
    afterPivot: life.pivotAt !== undefined,
    childId: event.type === 'ChildStarted' ? event.workflowId : undefined,
    ...{ neverLeft: refused, abandoned: false, forward: operationStory(), undo: undefined },
    ...{ plans: [], skips: [], resolved: undefined },
  };
  works.set(key, work);
  work.forward.schedules.push(place);
  issue(work, 'execute', 1, allowed);
}

function undoAsked(place: Place, work: Work | undefined, allowed: number, late: boolean): void {
  if (work === undefined) return;
  const undo = (work.undo ??= operationStory());
  undo.schedules.push(place);
  undo.completed = undefined;
  issue(work, 'compensate', undo.attempt + 1, allowed, late);
}

function isLate(work: Work): boolean {
  const event = work.undo?.schedules.at(-1)?.event;
  return event?.type === 'ActivityScheduled' && event.operation === 'compensate' && event.late === true;
}

function issue(work: Work | undefined, operation: Operation, attempt: number, allowed: number, late?: boolean): void {
  const story = operationOf(work, operation);
  if (work === undefined || story === undefined) return;
  const key = keyOf(work, operation, late ?? (operation === 'compensate' && isLate(work)));
  const issued = story.issued.get(key) ?? { attempts: new Set<number>(), allowed: 0 };
  story.issued.set(key, issued);
  issued.attempts.add(attempt);
  issued.allowed += allowed;
  story.attempt = attempt;
  story.status = 'in-flight';
  story.nextAttemptAt = undefined;
}

function attemptFailed(
  story: OperationStory | undefined,
  { effect, nextAttemptAt }: { readonly effect: 'none' | 'unknown'; readonly nextAttemptAt?: string },
): void {
  if (story === undefined) return;
  if (effect === 'unknown') story.doubtful = true;
  if (nextAttemptAt === undefined) return;
  story.status = 'back-off';
  story.nextAttemptAt = Date.parse(nextAttemptAt);
}

function complete(work: Work | undefined, operation: Operation, place: Place): void {
  const story = operationOf(work, operation);
  if (story === undefined) return;
  story.completed ??= place;
  story.status = 'completed';
  story.settlements.push(place);
}

function settle(
  work: Work | undefined,
  operation: Operation,
  status: 'failed' | 'canceled',
  outcome: 'none' | 'unknown',
  place: Place,
): void {
  const story = operationOf(work, operation);
  if (story === undefined) return;
  story.status = status;
  story.outcome = outcome;
  story.settlements.push(place);
}

function giveUp(work: Work | undefined, outcome: 'none' | 'unknown', place: Place): void {
  if (work !== undefined && work.asked.turn === place.turn) work.neverLeft = true;
  settle(work, 'execute', 'canceled', outcome, place);
}

function operatorActed(work: Work | undefined, place: Place): void {
  const { event } = place;
  if (work === undefined || event.type !== 'OperatorActed') return;
  const { verb, operation = 'execute' } = event;
  const story = operationOf(work, operation);
  switch (verb) {
    case 'retry': {
      const last = story?.schedules.at(-1)?.event;
      const allowed = last?.type === 'ActivityScheduled' ? last.retry.maxAttempts : 1;
      if (story !== undefined) issue(work, operation, story.attempt + 1, allowed);
      return;
    }
    case 'resolve':
      if (operation === 'execute') work.forward.byOperator = true;
      else {
        work.resolved = place;
        if (story !== undefined) story.status = 'completed';
        story?.settlements.push(place);
      }
      return;
    case 'skip':
      return;
  }
}

function operationOf(work: Work | undefined, operation: Operation): OperationStory | undefined {
  return operation === 'execute' ? work?.forward : work?.undo;
}
