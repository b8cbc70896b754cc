import type { SagaEvent } from '@skald/contracts';
import type { FlowNode } from './flow.js';

const node = (kind: FlowNode['kind'], name: string, label: string): FlowNode => ({
  id: `${kind}:${name}`,
  kind,
  label,
});

/** Where an event brings an instance; undefined: it stays where it is. */
export function nodeOf(event: SagaEvent): FlowNode | undefined {
  switch (event.type) {
    case 'SagaStarted':
      return node('start', 'start', `${event.saga} starts`);
    case 'ActivityScheduled':
      return event.operation === 'execute'
        ? node('activity', event.activityId, event.activity)
        : node('undo', event.activityId, `undo ${event.activity}`);
    case 'EffectScheduled':
      return node('effect', event.effectId, `effect ${event.name}`);
    case 'SignalReceived':
      return node('signal', event.name, `signal ${event.name}`);
    case 'TimerFired':
      return event.purpose === 'sleep' ? node('timer', event.timerId, `timer ${event.timerId} fires`) : undefined;
    case 'SagaTimedOut':
      return node('timer', 'saga', 'the saga times out');
    case 'CancelRequested':
      return node('cancel', 'cancel', 'cancel');
    case 'PivotPassed':
      return node('pivot', 'pivot', 'pivot: from here on only forward');
    case 'DomainEventEmitted':
      return node('event', event.topic, `event ${event.topic}`);
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
