import type { ToldEvent } from './gateway.js';

/** One line of a history, for a person. */
export function tell(event: ToldEvent): string {
  const time = event.at.slice(11, 23);
  return `    ${time}  ${String(event.index).padStart(2)}  ${sentence(event)}`;
}

function sentence(event: ToldEvent): string {
  switch (event.type) {
    case 'SagaStarted':
      return `the saga ${event.saga} starts`;
    case 'ActivityScheduled':
      if (event.operation === 'compensate') return `undo ${event.activity}: command sent`;
      return `${event.activity}: command sent${event.compensation === undefined ? '' : ' (and it is recorded how to undo it)'}`;
    case 'ActivityCompleted':
      return event.operation === 'compensate' ? `undone: ${event.activityId}` : `done: ${event.activityId}`;
    case 'ActivityFailed':
      return `failed for good: ${event.activityId}, ${event.error.type}: ${event.error.message}`;
    case 'ActivityAttemptFailed':
      return `attempt ${event.attempt} of ${event.activityId} failed: ${event.error.type}`;
    case 'TimerStarted':
      return `a timer is set for ${event.fireAt.slice(0, 16)}`;
    case 'TimerCanceled':
      return 'the timer is not needed any more';
    case 'SignalReceived':
      return `signal ${event.name}: ${JSON.stringify(event.payload)}`;
    case 'EffectRecorded':
      return `recorded: ${event.effectId} = ${'value' in event ? JSON.stringify(event.value) : event.error.message}`;
    case 'PivotPassed':
      return 'the pivot: from here on only forward';
    case 'DomainEventEmitted':
      return `published: ${event.topic}`;
    case 'CompensationPlanned':
      return `it failed; to be undone, newest first: ${event.plan.map((item) => item.activityId).join(', ')}`;
    case 'SagaCompensated':
      return 'everything that was done is undone';
    case 'SagaCompleted':
      return `the saga is completed: ${JSON.stringify(event.output)}`;
    default:
      return event.type;
  }
}
