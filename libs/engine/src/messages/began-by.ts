import type { EventBody } from '@skald/contracts';

/** The activity or child whose first message an event sends. */
export function beganBy(event: EventBody): string | undefined {
  switch (event.type) {
    case 'ActivityScheduled':
      return event.operation === 'execute' ? event.activityId : undefined;
    case 'ChildStarted':
      return event.childId;
    default:
      return undefined;
  }
}

/** The activity or child whose first message, or the cancel of it, an event of saga code sends. */
export function tellsOf(event: EventBody): string | undefined {
  return event.type === 'ActivityCancelRequested' ? event.activityId : beganBy(event);
}

/** The activity or child that is not waited for any more. */
export function givenUpBy(event: EventBody): string | undefined {
  switch (event.type) {
    case 'ActivityCanceled':
      return event.activityId;
    case 'ChildGivenUp':
      return event.childId;
    default:
      return undefined;
  }
}
