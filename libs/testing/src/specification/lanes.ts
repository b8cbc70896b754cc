import type { Operation, SagaEvent } from '@skald/contracts';
import { canonicalText } from './canonical-text.js';
import { statusText } from './expectations.js';
import type { RecordedInstance } from './recorded-instance.js';
import { idOf } from './recorded-instance.js';

type Ended = { readonly operation: Operation } & ({ readonly activityId: string } | { readonly childId: string });

interface Row {
  readonly forward: string;
  readonly undo: string;
}

/** What happened, for a reader who knows the business: what was done on the left, how it was undone on the right. */
export function lanesText(instance: RecordedInstance): string {
  const rows = instance.events.flatMap((event) => rowOf(instance, event) ?? []);
  const width = Math.max(...rows.map(({ forward }) => forward.length), 'forward'.length);
  const line = ({ forward, undo }: Row): string => `  ${forward.padEnd(width)}  ${undo}`.trimEnd();
  return [line({ forward: 'forward', undo: 'undo' }), ...rows.map(line), `  in the end: ${standing(instance)}`].join(
    '\n',
  );
}

function standing(instance: RecordedInstance): string {
  const waits = instance.waitingFor.map(
    ({ kind, id, until }) => `${kind} ${id}${until === undefined ? '' : ` until ${until}`}`,
  );
  return `${statusText(instance)}${waits.length === 0 ? '' : `, waiting for ${waits.join(', ')}`}`;
}

function rowOf(instance: RecordedInstance, event: SagaEvent): Row | undefined {
  const said = (forward: string): Row => ({ forward, undo: '' });
  switch (event.type) {
    case 'SagaStarted':
      return said(`${event.saga} version ${event.version} starts`);
    case 'ActivityScheduled':
      if (event.operation === 'compensate') return undefined;
      return work(instance, event.activityId);
    case 'ChildStarted':
      return work(instance, event.childId);
    case 'DetachedStarted':
      return said(`${event.saga} ${event.workflowId} is started and left alone`);
    case 'EffectRecorded':
      return said(`${event.effectId}: ${'value' in event ? canonicalText(event.value) : event.error.type}`);
    case 'SignalReceived':
      return said(`signal ${event.name}`);
    case 'TimerStarted':
      return said(`${event.timerId} until ${event.fireAt}`);
    case 'TimerFired':
      return event.purpose === 'sleep' ? said(`${event.timerId} fires`) : undefined;
    case 'DomainEventEmitted':
      return said(`${event.topic} is published`);
    case 'PivotPassed':
      return said('from here on only forward');
    case 'CancelRequested':
      return said('somebody cancels');
    case 'SagaTimedOut':
      return said('its time is over');
    case 'OperatorActed':
      return said(`an operator: ${event.verb} ${event.activityId ?? ''}`.trim());
    case 'SagaPaused':
      return said('somebody pauses');
    case 'SagaResumed':
      return said('it goes on');
    default:
      return undefined;
  }
}

/** An activity or a child, with its undo. */
const work = (instance: RecordedInstance, id: string): Row => ({
  forward: `${nameOf(instance, id)}: ${ending(instance, id, 'execute', 'done')}`,
  undo: undoing(instance, id),
});

const nameOf = (instance: RecordedInstance, id: string): string => {
  const name = instance.nameOf(id);
  return id.startsWith(`${name}#`) ? name : `${name} (${id})`;
};

function ending(instance: RecordedInstance, id: string, operation: Operation, fine: string): string {
  const of = (event: Ended): boolean => idOf(event) === id && event.operation === operation;
  const failures = instance.eventsOf('ActivityAttemptFailed').filter(of).length;
  const failed = [...instance.eventsOf('ActivityFailed'), ...instance.eventsOf('ChildFailed')].find(of);
  const completed = [...instance.eventsOf('ActivityCompleted'), ...instance.eventsOf('ChildCompleted')];
  if (completed.some(of)) return failures === 0 ? fine : `${fine} at attempt ${failures + 1}`;
  if (failed !== undefined) {
    const doubt = failed.outcome === 'unknown' ? ', it may have happened' : '';
    return `failed with ${failed.error.type}${failures > 1 ? ` after ${failures} attempts` : ''}${doubt}`;
  }
  const isGivenUp =
    instance.eventsOf('ActivityCanceled').some(of) ||
    (operation === 'execute' && instance.eventsOf('ChildGivenUp').some(({ childId }) => childId === id));
  if (isGivenUp) return 'given up';
  return failures === 0 ? 'no answer' : `no answer after ${failures} failed attempts`;
}

function undoing(instance: RecordedInstance, id: string): string {
  const undos = instance.events.flatMap((event) => {
    if (event.type === 'ChildUndoRequested') return [event.childId];
    return event.type === 'ActivityScheduled' && event.operation === 'compensate' ? [event.activityId] : [];
  });
  const nth = [...new Set(undos)].indexOf(id);
  if (instance.eventsOf('CompensationSkipped').some((event) => event.activityId === id)) return 'skipped';
  return nth < 0 ? '' : `${nth + 1}. ${ending(instance, id, 'compensate', 'undone')}`;
}
