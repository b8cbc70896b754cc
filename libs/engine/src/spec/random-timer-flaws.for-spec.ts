import type { Story } from './random-works.for-spec.js';

/** I-11: a timer fires once, not early, and not after it was cancelled; what lasts too long is told once; who hands over owes no heartbeat. */
export function* timerFlaws({ places }: Story): Generator<string> {
  const pending = new Map<string, number>();
  const escalated = new Set<string>();
  const handedOver = new Set<string>();
  for (const { event, run, at, order } of places) {
    switch (event.type) {
      case 'SagaStarted':
        pending.clear();
        if (event.beginAt !== undefined) pending.set('start-delay', Date.parse(event.beginAt));
        break;
      case 'TimerStarted':
        pending.set(event.timerId, Date.parse(event.fireAt));
        break;
      case 'TimerCanceled':
        if (!pending.delete(event.timerId)) yield `${event.timerId} is cancelled at ${order}, and was not pending`;
        break;
      case 'TimerFired': {
        if (event.purpose === 'backoff') break;
        const fireAt = pending.get(event.purpose === 'sleep' ? event.timerId : 'start-delay');
        if (fireAt === undefined || at < fireAt) yield `${event.timerId} fires at ${order}, and is not due`;
        pending.delete(event.purpose === 'sleep' ? event.timerId : 'start-delay');
        break;
      }
      case 'SagaEscalated': {
        const { type: _, since, index: __, ...wait } = event;
        const key = JSON.stringify(event.kind === 'saga' ? wait : { run, ...wait });
        if (escalated.has(key)) yield `${key} is told twice`;
        escalated.add(key);
        if (Date.parse(since) > at) yield `${key} has not begun`;
        break;
      }
      case 'ActivityStarted':
        if (event.handedOver === true) handedOver.add(attemptOf(run, event));
        break;
      case 'ActivityTimedOut':
        if (event.kind === 'heartbeat' && handedOver.has(attemptOf(run, event)))
          yield `${event.activityId} was handed over, and is missed at ${order}`;
        break;
      default:
        break;
    }
  }
}

interface Attempt {
  readonly activityId: string;
  readonly operation: string;
  readonly attempt: number;
}

function attemptOf(run: number, { activityId, operation, attempt }: Attempt): string {
  return `${run}/${activityId}/${operation}/${attempt}`;
}
