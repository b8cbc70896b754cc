import type { SagaEvent } from '@skald/contracts';
import type { FlowNode } from './flow.js';

const node = (kind: FlowNode['kind'], name: string, label: string): FlowNode => ({
  id: `${kind}:${name}`,
  kind,
  label,
});

/** Ids that only count stand for one place, however often a loop comes by it. */
const placeOf = (id: string): string => id.replace(/#\d+$/, '');

/** Where an event brings an instance by itself; undefined: it stays where it is. */
export function nodeOf(event: SagaEvent): FlowNode | undefined {
  switch (event.type) {
    case 'SagaStarted':
      return node('start', 'start', `${event.saga} starts`);
    case 'ActivityScheduled':
      return event.operation === 'execute'
        ? node('activity', placeOf(event.activityId), event.activity)
        : node('undo', placeOf(event.activityId), `undo ${event.activity}`);
    case 'ChildStarted':
      return { ...node('activity', placeOf(event.childId), childLabel(event)), kind: 'saga' };
    case 'ChildUndoRequested':
      return node('undo', placeOf(event.childId), `undo child ${placeOf(event.childId)}`);
    case 'UndoRequested':
      return node('cancel', 'undo', 'its parent undoes it');
    case 'DetachedStarted':
      return node('saga', event.saga, `detach ${event.saga}`);
    case 'EffectScheduled':
      return node('effect', placeOf(event.effectId), `effect ${event.name}`);
    case 'SignalReceived':
      return node('signal', event.name, `signal ${event.name}`);
    case 'SagaTimedOut':
      return node('timer', 'saga', 'the saga times out');
    case 'CancelRequested':
      return node('cancel', 'cancel', 'cancel');
    case 'SagaPaused':
      return node('operator', 'pause', 'operator: pause');
    case 'SagaResumed':
      return node('operator', 'resume', 'operator: resume');
    case 'OperatorActed':
      return node('operator', event.verb, `operator: ${event.verb}`);
    case 'PivotPassed':
      return node('pivot', 'pivot', 'pivot: from here on only forward');
    case 'DomainEventEmitted':
      return node('event', event.topic, `event ${event.topic}`);
    case 'SagaContinuedAsNew':
      return node('next-run', 'next-run', 'continues as a new run');
    case 'SagaCompleted':
      return node('end', 'completed', 'completed');
    case 'SagaFailed':
      return node('end', 'failed', 'failed');
    case 'SagaCompensated':
      return node('end', 'compensated', 'compensated');
    case 'SagaCanceled':
      return node('end', 'canceled', 'canceled');
    case 'SagaTerminated':
      return node('end', 'terminated', 'terminated');
    default:
      return undefined;
  }
}

function childLabel({ childId, saga }: { readonly childId: string; readonly saga: string }): string {
  const place = placeOf(childId);
  return place === saga ? `child ${saga}` : `child ${place}: ${saga}`;
}
