import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';

/** The instants of attempts that are still to come. */
export function nextAttempts(turns: readonly Turn[]): Iterable<number> {
  const next = new Map<string, number>();
  for (const { events } of turns) for (const event of events) follow(next, event);
  return next.values();
}

function follow(next: Map<string, number>, event: SagaEvent): void {
  switch (event.type) {
    case 'ActivityAttemptFailed':
      if (event.nextAttemptAt !== undefined) next.set(keyOf(event), Date.parse(event.nextAttemptAt));
      return;
    case 'TimerFired':
      if (event.purpose === 'backoff') next.delete(keyOf(event));
      return;
    case 'ActivityCompleted':
    case 'ActivityFailed':
    case 'ActivityCanceled':
      next.delete(keyOf(event));
      return;
    case 'CompensationSkipped':
      next.delete(keyOf({ ...event, operation: 'compensate' }));
      return;
    case 'SagaStarted':
    case 'SagaParked':
    case 'SagaPaused':
    case 'SagaTerminated':
      next.clear();
      return;
    default:
  }
}

const keyOf = ({ activityId, operation }: { readonly activityId: string; readonly operation: string }): string =>
  `${operation} ${activityId}`;
