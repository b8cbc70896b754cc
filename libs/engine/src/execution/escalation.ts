import type { SagaEscalated } from '@skald/contracts';
import type { LogLine } from '../saga/body.js';

/** The line in the log that goes with the event. */
export function escalation(event: SagaEscalated): LogLine {
  const { type: _, ...fields } = event;
  return { level: 'warn', message: `${whatOf(event)} longer than expected, since ${event.since}`, fields };
}

function whatOf(event: SagaEscalated): string {
  switch (event.kind) {
    case 'activity':
      return `activity ${event.activityId} takes`;
    case 'signal':
      return `the wait for signal ${event.name} takes`;
    case 'saga':
      return 'the instance has been open';
  }
}
